"""A source-attributed quote database for news text."""

from quotes.extract import extract
from quotes.model import Article, Extraction, Quote, Span

__version__ = "0.1.0"
__all__ = ["Article", "Extraction", "Quote", "Span", "__version__", "extract"]
