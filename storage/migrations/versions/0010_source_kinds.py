"""source kinds

Revision: 0010, after 0006
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0010'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('articles', schema=None) as batch_op:
        batch_op.add_column(sa.Column('recheck_at', storage.columns.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('gone_at', storage.columns.Moment(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_articles_recheck_at'), ['recheck_at'], unique=False)

    with op.batch_alter_table('entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('page_key', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('title_key', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('outlet', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('earliest', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('latest', sa.Date(), nullable=True))
        batch_op.create_index('ix_entries_source_id_page_key', ['source_id', 'page_key'], unique=False)
        batch_op.create_index('ix_entries_source_id_title_key', ['source_id', 'title_key'], unique=False)

    with op.batch_alter_table('sources', schema=None) as batch_op:
        batch_op.add_column(sa.Column('followed', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('item_selectors', sa.JSON(), nullable=True))

    with op.batch_alter_table('versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pages', sa.JSON(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('versions', schema=None) as batch_op:
        batch_op.drop_column('pages')

    with op.batch_alter_table('sources', schema=None) as batch_op:
        batch_op.drop_column('item_selectors')
        batch_op.drop_column('followed')

    with op.batch_alter_table('entries', schema=None) as batch_op:
        batch_op.drop_index('ix_entries_source_id_title_key')
        batch_op.drop_index('ix_entries_source_id_page_key')
        batch_op.drop_column('latest')
        batch_op.drop_column('earliest')
        batch_op.drop_column('outlet')
        batch_op.drop_column('title_key')
        batch_op.drop_column('page_key')

    with op.batch_alter_table('articles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_articles_recheck_at'))
        batch_op.drop_column('gone_at')
        batch_op.drop_column('recheck_at')

