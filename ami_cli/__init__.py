"""Read returned application forms field by field, judge them, and prepare the jury."""

__version__ = "0.1.0"
