"""Document → FilingRecord. In this version: telling a filing form from a notice."""

from forms.recognise import RecognisedForm, recognise

__all__ = ["RecognisedForm", "recognise"]
