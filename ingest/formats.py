"""The kinds of file this program can tell apart, as one table of frozen rows.

Comes in: a kind found by the screening. Goes out: its media type, its Chinese name, the extensions that suit it
and, where no reader exists in this version, the reason and the advice that a person gets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

_RESAVE = "请用 WPS 或 Word 打开后另存为“Word 文档（.docx）”再提交"
_UNPACK = "请先解压，再逐个提交其中的文件"
_AS_JPEG = "请另存为 JPEG 或 PNG 图片后再提交"


@dataclass(frozen=True, slots=True)
class Format:
    """One row: a media type with its Chinese name and usual extensions.

    `refusal` is the code of the error raised for it ("" = a reader exists), `advice` what the person can do.
    """

    media_type: str
    name: str
    extensions: tuple[str, ...]
    refusal: str = ""
    advice: str = ""


class Kind(Enum):
    """A kind of file, judged from its content; the value is its row."""

    PDF = Format("application/pdf", "PDF 文件", (".pdf",))
    DOCX = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档", (".docx",))
    DOCM = Format("application/vnd.ms-word.document.macroEnabled.12", "带宏的 Word 文档", (".docm",))
    DOTX = Format("application/vnd.openxmlformats-officedocument.wordprocessingml.template", "Word 模板", (".dotx",))
    DOTM = Format("application/vnd.ms-word.template.macroEnabled.12", "带宏的 Word 模板", (".dotm",))
    OFD = Format("application/ofd", "OFD 版式文件", (".ofd",))
    HTML = Format("text/html", "网页", (".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".php", ".jsp", ".aspx"))
    MHTML = Format("multipart/related", "单文件网页", (".mht", ".mhtml"))
    TEXT = Format("text/plain", "纯文本", (".txt", ".text", ".md"))

    # Read by way of LibreOffice, where it is installed.
    DOC = Format("application/msword", "旧版 Word（或 WPS）文档", (".doc", ".dot", ".wps", ".wpt"))
    WORD_XML = Format("application/vnd.ms-word.xml", "Word XML 文档", (".xml", ".doc"))
    RTF = Format("application/rtf", "RTF 文档", (".rtf", ".doc"))
    ODT = Format("application/vnd.oasis.opendocument.text", "ODT 文档", (".odt", ".ott"))

    # Known, but without a reader.
    XLS = Format("application/vnd.ms-excel", "旧版 Excel 工作簿", (".xls", ".et"), "ING_UNSUPPORTED", _RESAVE)
    PPT = Format("application/vnd.ms-powerpoint", "旧版演示文稿", (".ppt", ".dps"), "ING_UNSUPPORTED", _RESAVE)
    OLE = Format("application/x-ole-storage", "旧式 Office 复合文件", (), "ING_UNSUPPORTED", _RESAVE)
    ENCRYPTED_OFFICE = Format(
        "application/x-ole-storage",
        "设有打开密码的 Office 文件",
        (".docx", ".docm", ".xlsx", ".pptx"),
        "ING_ENCRYPTED",
        "请取消打开密码后重新保存，再提交",
    )
    CEB = Format(
        "application/x-ceb",
        "CEB 版式文件",
        (".ceb",),
        "ING_UNSUPPORTED",
        "请用方正 Apabi Reader 导出为 PDF，或提交 Word 原件",
    )
    XLSX = Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel 工作簿",
        (".xlsx", ".xlsm"),
        "ING_UNSUPPORTED",
        "工作簿只能作为人员名单用于学时核对；通知和表格请提交 Word、PDF 或网页",
    )
    PPTX = Format(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "演示文稿",
        (".pptx",),
        "ING_UNSUPPORTED",
        "请提交通知的 Word、PDF 或网页",
    )
    PNG = Format("image/png", "PNG 图片", (".png",))
    JPEG = Format("image/jpeg", "JPEG 图片", (".jpg", ".jpeg", ".jfif"))
    TIFF = Format("image/tiff", "TIFF 图片", (".tif", ".tiff"))
    BMP = Format("image/bmp", "BMP 图片", (".bmp",))
    GIF = Format("image/gif", "GIF 图片", (".gif",))
    WEBP = Format("image/webp", "WebP 图片", (".webp",))
    HEIC = Format("image/heic", "HEIC 图片", (".heic", ".heif"), "ING_UNSUPPORTED", _AS_JPEG)
    ZIP = Format("application/zip", "ZIP 压缩包", (".zip",), "ING_UNSUPPORTED", _UNPACK)
    RAR = Format("application/vnd.rar", "RAR 压缩包", (".rar",), "ING_UNSUPPORTED", _UNPACK)
    SEVEN_ZIP = Format("application/x-7z-compressed", "7z 压缩包", (".7z",), "ING_UNSUPPORTED", _UNPACK)
    GZIP = Format("application/gzip", "GZIP 压缩包", (".gz", ".tgz"), "ING_UNSUPPORTED", _UNPACK)
    XML = Format("application/xml", "XML 数据文件", (".xml",), "ING_UNSUPPORTED", "请提交通知的 Word、PDF 或网页")
    UNKNOWN = Format(
        "application/octet-stream",
        "无法识别的文件",
        (),
        "ING_UNSUPPORTED",
        "请提交 Word（.docx）、PDF、网页或纯文本文件",
    )


WORD_KINDS = frozenset({Kind.DOCX, Kind.DOCM, Kind.DOTX, Kind.DOTM})
"""The kinds that the Word reader reads; the file format is one, only macros and templates differ."""

VIA_OFFICE = frozenset({Kind.DOC, Kind.WORD_XML, Kind.RTF, Kind.ODT})
"""The kinds that are read by way of LibreOffice."""


PICTURE_KINDS = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.BMP, Kind.GIF, Kind.WEBP})
"""The kinds that are read by recognition."""


def known_extension(extension: str) -> bool:
    """Whether an extension (with its dot, lower case) belongs to any row of the table."""
    return any(extension in kind.value.extensions for kind in Kind)
