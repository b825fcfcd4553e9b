from network.accounts.models.audit import AuditEntry
from network.accounts.models.devices import KnownDevice
from network.accounts.models.invitations import AccountInvitation
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.models.requests import AccountRequest
from network.accounts.models.user import User
from network.directory.models.glossary import GlossaryIndexPage, GlossaryTerm
from network.directory.models.home import HomePage
from network.directory.models.manifesto import ManifestoArticle, ManifestoChapter, ManifestoPage
from network.directory.models.metropolises import Metropolis, MetropolisIndexPage
from network.directory.models.pages import NetworkPage, StandardPage
from network.directory.models.people import Mandate, Person
from network.directory.models.site_settings import NetworkSettings
from network.directory.models.statements import StatementPage
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup, WorkingGroupMember
from network.documents.models.media import NetworkDocument, NetworkImage, NetworkRendition
from network.documents.models.texts import DocumentCarrier, DocumentPage, DocumentText
from network.following.models.saved_searches import SavedSearch
from network.following.models.search_desk import PromotedResult, UnansweredSearch
from network.loading.models import LoadedContent
from network.mail.models.incoming import IncomingMail, MailboxState, UndeliverableAddress
from network.mail.models.outgoing import OutgoingMail
from network.page_cache.models.generation import ContentGeneration
from network.page_cache.models.shared_cache import SharedCacheEntry
from network.privacy.models.objections import NameReplacement, Objection
from network.privacy.models.retention import InactivityWarning, RetentionEntry, RetentionSettings
from network.running.models import Clock

__all__ = [
    "AccountInvitation",
    "AccountRequest",
    "AuditEntry",
    "Clock",
    "ContentGeneration",
    "DocumentCarrier",
    "DocumentPage",
    "DocumentText",
    "GlossaryIndexPage",
    "GlossaryTerm",
    "HomePage",
    "InactivityWarning",
    "IncomingMail",
    "KnownDevice",
    "LoadedContent",
    "MailboxState",
    "Mandate",
    "ManifestoArticle",
    "ManifestoChapter",
    "ManifestoPage",
    "Metropolis",
    "MetropolisIndexPage",
    "NameReplacement",
    "NetworkDocument",
    "NetworkImage",
    "NetworkPage",
    "NetworkRendition",
    "NetworkSettings",
    "Objection",
    "OutgoingMail",
    "Person",
    "PromotedResult",
    "ReaderMessage",
    "RetentionEntry",
    "RetentionSettings",
    "SavedSearch",
    "SharedCacheEntry",
    "StandardPage",
    "StatementPage",
    "Theme",
    "UnansweredSearch",
    "UndeliverableAddress",
    "User",
    "WorkingGroup",
    "WorkingGroupMember",
]
