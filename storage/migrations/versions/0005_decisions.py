"""decisions by people, and reading anew

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('decisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('event_id', sa.String(length=16), nullable=False),
    sa.Column('what', sa.JSON(), nullable=False),
    sa.Column('undone_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['event_id'], ['events.id'], name=op.f('fk_decisions_event_id_events')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decisions'))
    )
    op.create_index(op.f('ix_decisions_event_id'), 'decisions', ['event_id'], unique=False)
    # Plain columns, without foreign keys: SQLite would have to copy whole tables for those.
    op.add_column('events', sa.Column('merged_into', sa.String(length=16), nullable=True))
    op.add_column('events', sa.Column('decided', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f('ix_events_merged_into'), 'events', ['merged_into'], unique=False)
    op.add_column('mentions', sa.Column('found_event_id', sa.String(length=16), nullable=True))
    op.create_index(op.f('ix_mentions_found_event_id'), 'mentions', ['found_event_id'], unique=False)
    op.add_column('mentions', sa.Column('retired_at', storage.columns.Moment(timezone=True), nullable=True))
    op.add_column('official_records', sa.Column('found_event_id', sa.String(length=16), nullable=True))
    op.create_index(op.f('ix_official_records_found_event_id'), 'official_records', ['found_event_id'], unique=False)
    op.add_column('versions', sa.Column('read_by', sa.String(length=64), nullable=True))
    op.add_column('versions', sa.Column('reread_at', storage.columns.Moment(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ('reread_at', 'read_by'):
        op.drop_column('versions', name)
    op.drop_index(op.f('ix_official_records_found_event_id'), table_name='official_records')
    op.drop_column('official_records', 'found_event_id')
    op.drop_index(op.f('ix_mentions_found_event_id'), table_name='mentions')
    for name in ('retired_at', 'found_event_id'):
        op.drop_column('mentions', name)
    op.drop_index(op.f('ix_events_merged_into'), table_name='events')
    for name in ('decided', 'merged_into'):
        op.drop_column('events', name)
    op.drop_table('decisions')
