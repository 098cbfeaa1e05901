"""To which case an unlinked dossier may belong, with reasons. A suggestion never links: a person does."""

from archive.suggestions.find import suggest
from archive.suggestions.offer import outstanding
from archive.suggestions.weigh import Known, Reason, Said, Suggestion, weigh

__all__ = ["Known", "Reason", "Said", "Suggestion", "outstanding", "suggest", "weigh"]
