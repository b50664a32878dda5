"""Document → FilingRecord: filled forms against form specs and the rule files in force."""

from forms.read import Intake, read
from forms.recognise import RecognisedForm, recognise
from forms.record import FilingRecord

__all__ = ["FilingRecord", "Intake", "RecognisedForm", "read", "recognise"]
