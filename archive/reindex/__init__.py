"""The job of a Friday evening: the index is built anew beside the one that answers, pages are read again."""
