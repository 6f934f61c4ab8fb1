"""official documents

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('official_documents',
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('authority', sa.String(length=80), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=True),
    sa.Column('listed', sa.String(length=10), nullable=True),
    sa.Column('first_seen_at', storage.columns.Moment(timezone=True), nullable=False),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('read_at', storage.columns.Moment(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('body_hash', sa.String(length=64), nullable=True),
    sa.Column('reading', sa.JSON(), nullable=True),
    sa.Column('problem', sa.Text(), nullable=True),
    sa.Column('record_id', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['official_records.id'], name=op.f('fk_official_documents_record_id_official_records')),
    sa.PrimaryKeyConstraint('url', name=op.f('pk_official_documents'))
    )
    with op.batch_alter_table('official_documents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_official_documents_authority'), ['authority'], unique=False)
        batch_op.create_index(batch_op.f('ix_official_documents_read_at'), ['read_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_official_documents_record_id'), ['record_id'], unique=False)


def downgrade() -> None:
    op.drop_table('official_documents')
