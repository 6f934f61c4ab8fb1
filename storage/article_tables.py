"""The tables of what sources lead to: entries, articles, their versions, and the raw bytes of pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base

if TYPE_CHECKING:
    from storage.tables import MentionRow


class EntryRow(Base):
    """One item of a source. `state` is `due` until its page was fetched or given up for the feed's own summary.

    By `page_key` and `title_key` an item is known again whose `key` its publisher changed. `outlet` is the publisher
    that an aggregator names; `earliest` and `latest` bound a day of publication that is not known.
    """

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("source_id", "key"),
        Index("ix_entries_state_due_at", "state", "due_at"),
        Index("ix_entries_source_id_page_key", "source_id", "page_key"),
        Index("ix_entries_source_id_title_key", "source_id", "title_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    key: Mapped[str] = mapped_column(String(64))
    page_key: Mapped[str | None] = mapped_column(String(64))
    title_key: Mapped[str | None] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(String(200))
    published: Mapped[datetime | None]
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    first_seen_at: Mapped[datetime]
    silent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default="due")
    due_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    detail: Mapped[str | None] = mapped_column(Text)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)


class ArticleRow(Base):
    """One page or feed item, known by its canonical address.

    `recheck_at` is when its page is looked at again for an edit; `gone_at` when it was found to be there no longer,
    `withdrawn_at` when a person had it withdrawn. Of one that is either, no word is shown.
    """

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    ref: Mapped[str | None] = mapped_column(String(200), index=True)
    url: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(String(200))
    published: Mapped[datetime | None]
    earliest: Mapped[date | None]
    latest: Mapped[date | None]
    first_seen_at: Mapped[datetime] = mapped_column(index=True)
    silent: Mapped[bool] = mapped_column(default=False)
    recheck_at: Mapped[datetime | None] = mapped_column(index=True)
    gone_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    versions: Mapped[list[VersionRow]] = relationship(back_populates="article", order_by="VersionRow.id")

    @property
    def fate(self) -> str | None:
        """Why no word of it is shown: `withdrawn` by a person here, `taken down` by its publisher; None where it is."""
        return "withdrawn" if self.withdrawn_at else "taken down" if self.gone_at else None


class WithdrawalRow(Base):
    """That a person had an article withdrawn, by whose word and why; in force until it is undone.

    `facts_too` where what it says supports no event any more; `erased_at` is when its words were deleted.
    """

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    facts_too: Mapped[bool]
    erased_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(120))


class CaptureRow(Base):
    """The raw bytes of a page or a feed, compressed, kept by the hash of what was received."""

    __tablename__ = "captures"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    content_type: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[bytes] = mapped_column(LargeBinary)


class VersionRow(Base):
    """The text of an article at one time. An edit makes another.

    `read_at` is null until it was read, `resolved_at` until all that it says was held against what is known. `copy_of`
    is the version whose text this one repeats; `fingerprint` tells texts that may be copies. `read_by` names the reader
    and its vocabulary; `reread_at` is when a newer one last found something else in it. `pages` holds where in the text
    of a document each of its pages begins.
    """

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("article_id", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    hash: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]
    title: Mapped[str | None] = mapped_column(Text)
    byline: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    partial: Mapped[bool] = mapped_column(default=False)
    pages: Mapped[list[int] | None] = mapped_column(JSON)
    capture_hash: Mapped[str | None] = mapped_column(ForeignKey("captures.hash"))
    read_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None] = mapped_column(index=True)
    relevant: Mapped[bool | None]
    why: Mapped[str | None] = mapped_column(Text)
    fingerprint: Mapped[str | None] = mapped_column(String(20))
    copy_of: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    read_by: Mapped[str | None] = mapped_column(String(64))
    reread_at: Mapped[datetime | None]
    article: Mapped[ArticleRow] = relationship(back_populates="versions")
    mentions: Mapped[list[MentionRow]] = relationship(back_populates="version", order_by="MentionRow.position")
