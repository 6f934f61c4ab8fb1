"""troubles

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('troubles',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('since', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('told_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_troubles'))
    )



def downgrade() -> None:

    op.drop_table('troubles')

