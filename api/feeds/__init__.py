"""What is new, for programs that ask again and again: feeds of the releases and of an answer, and a calendar of dates."""

from api.feeds.atom import atom_text
from api.feeds.calendar import calendar_bytes
from api.feeds.entries import Feed, answer_feed, releases_feed
from api.feeds.json_feed import json_feed_text

__all__ = ["Feed", "answer_feed", "atom_text", "calendar_bytes", "json_feed_text", "releases_feed"]
