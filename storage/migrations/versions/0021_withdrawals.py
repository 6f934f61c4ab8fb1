"""withdrawn articles; what polls brought; turns at hosts

Revision: 0021, after 0019
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0021'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('turns',
    sa.Column('host', sa.String(length=260), nullable=False),
    sa.Column('until', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('holder', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('host', name=op.f('pk_turns'))
    )
    op.create_table('withdrawals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=120), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('facts_too', sa.Boolean(), nullable=False),
    sa.Column('erased_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('undone_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('undone_by', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], name=op.f('fk_withdrawals_article_id_articles')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawals'))
    )
    op.create_index(op.f('ix_withdrawals_article_id'), 'withdrawals', ['article_id'])
    op.add_column('articles', sa.Column('withdrawn_at', storage.columns.Moment(timezone=True), nullable=True))
    op.add_column('attempts', sa.Column('body_hash', sa.String(length=64), nullable=True))


def downgrade() -> None:

    op.drop_column('attempts', 'body_hash')
    op.drop_column('articles', 'withdrawn_at')
    op.drop_table('withdrawals')
    op.drop_table('turns')
