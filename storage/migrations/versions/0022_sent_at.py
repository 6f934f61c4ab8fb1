"""messages are found by when they were sent

Revision: 0022, after 0021
"""

from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_messages_sent_at', 'messages', ['sent_at'])


def downgrade() -> None:
    op.drop_index('ix_messages_sent_at', table_name='messages')
