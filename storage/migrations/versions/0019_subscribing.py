"""subscriptions with their last good form; digests; suppressions

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:

    # Nothing was ever kept in it before.
    op.drop_table('subscriptions')
    op.create_table('subscriptions',
    sa.Column('id', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('origin', sa.String(length=10), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('form', sa.JSON(), nullable=False),
    sa.Column('good_at', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('retired_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscriptions'))
    )
    op.create_table('digests',
    sa.Column('message_id', sa.String(length=32), nullable=False),
    sa.Column('recipient', sa.String(length=200), nullable=False),
    sa.Column('channel', sa.String(length=64), nullable=False),
    sa.Column('round', sa.String(length=60), nullable=False),
    sa.Column('from_at', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('until_at', storage.columns.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_digests_message_id_messages')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_digests')),
    sa.UniqueConstraint('recipient', 'channel', 'round', 'until_at', name=op.f('uq_digests_recipient_channel_round_until_at'))
    )
    op.create_table('suppressions',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('at', storage.columns.Moment(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_suppressions'))
    )


def downgrade() -> None:

    op.drop_table('suppressions')
    op.drop_table('digests')
    op.drop_table('subscriptions')
    op.create_table('subscriptions',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('origin', sa.String(length=10), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('retired_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_subscriptions'))
    )
