"""What everything else stands on: settings, errors, identifiers and their grammars, messages. Imports nothing above."""
