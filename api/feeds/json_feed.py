"""A feed as JSON Feed 1.1."""

import json

from api.feeds.entries import Feed
from graphdb.texts import visible

__all__ = ["json_feed_text"]


def json_feed_text(feed: Feed, host: str) -> str:
    """The feed, published at a host (``https://data.example.org``)."""
    query = f"?{feed.query}" if feed.query else ""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": visible(feed.title),
        "description": visible(feed.subtitle),
        "home_page_url": host + feed.address,
        "feed_url": f"{host}{feed.path}.json{query}",
        "language": "en",
        "authors": [{"name": "datareach"}],
        "items": [
            {
                "id": entry.id,
                "url": host + entry.address,
                "title": visible(entry.title),
                "content_text": "\n\n".join(map(visible, entry.paragraphs)),
                "date_published": entry.updated.isoformat(timespec="seconds"),
                "date_modified": entry.updated.isoformat(timespec="seconds"),
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
