"""what sources do, and what hosts asked

Revision: 0015, after 0010
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0015'
down_revision = '0010'
branch_labels = None
depends_on = None

_MOMENTS = ('whole_at', 'failing_since', 'studied_at', 'shifted_at')


def upgrade() -> None:
    op.create_table('hosts',
    sa.Column('origin', sa.String(length=300), nullable=False),
    sa.Column('held_until', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('robots', sa.Text(), nullable=True),
    sa.Column('robots_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('origin', name=op.f('pk_hosts'))
    )
    for name in _MOMENTS:
        op.add_column('sources', sa.Column(name, storage.columns.Moment(timezone=True), nullable=True))
    for name in ('moved_to', 'shift'):
        op.add_column('sources', sa.Column(name, sa.Text(), nullable=True))
    for name in ('usual_gap', 'long_gap'):
        op.add_column('sources', sa.Column(name, sa.Integer(), nullable=True))
    op.add_column('sources', sa.Column('hints', sa.JSON(), nullable=True))
    op.add_column('sources', sa.Column('validators_lie', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('sources', sa.Column('failure_weight', sa.Float(), nullable=False, server_default='0'))


def downgrade() -> None:
    for name in ('failure_weight', 'validators_lie', 'hints', 'long_gap', 'usual_gap', 'shift', 'moved_to', *_MOMENTS):
        op.drop_column('sources', name)
    op.drop_table('hosts')
