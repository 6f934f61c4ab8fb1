"""what is kept of sending: the servers that messages go to, what is in flight, receipts

Revision: 0018, after 0015
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0018'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('endpoints',
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('opened_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('open_until', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('detail', sa.Text(), nullable=True),
    sa.Column('free_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_endpoints'))
    )
    op.add_column('messages', sa.Column('offered_at', storage.columns.Moment(timezone=True), nullable=True))
    op.add_column('messages', sa.Column('sending_at', storage.columns.Moment(timezone=True), nullable=True))
    op.add_column('messages', sa.Column('receipt', sa.String(length=100), nullable=True))
    op.add_column('messages', sa.Column('rolled_into', sa.String(length=32), nullable=True))


def downgrade() -> None:
    for name in ('rolled_into', 'receipt', 'sending_at', 'offered_at'):
        op.drop_column('messages', name)
    op.drop_table('endpoints')
