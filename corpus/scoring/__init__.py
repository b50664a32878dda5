"""How well records agree with gold labels: a record and its labels come in, counts with every miss and extra go out.

Works on any folder of gold labels in the shape described in corpus/README.md.
"""

from corpus.scoring.folder import FileScore, FolderScore, score_folder
from corpus.scoring.gold import Gold, GoldFolder
from corpus.scoring.report import as_json, table
from corpus.scoring.score import Score, score
from corpus.scoring.split import held_out

__all__ = [
    "FileScore",
    "FolderScore",
    "Gold",
    "GoldFolder",
    "Score",
    "as_json",
    "held_out",
    "score",
    "score_folder",
    "table",
]
