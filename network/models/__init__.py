from network.models.access import KnownDevice
from network.models.account_invitations import AccountInvitation
from network.models.account_requests import AccountRequest
from network.models.accounts import User
from network.models.audit import AuditEntry
from network.models.base import NetworkPage, StandardPage
from network.models.cache import SharedCacheEntry
from network.models.clock import Clock
from network.models.content import LoadedContent
from network.models.document_texts import DocumentCarrier, DocumentPage, DocumentText
from network.models.generation import ContentGeneration
from network.models.glossary import GlossaryIndexPage, GlossaryTerm
from network.models.home import HomePage
from network.models.incoming_mails import IncomingMail, MailboxState, UndeliverableAddress
from network.models.manifesto import ManifestoArticle, ManifestoChapter, ManifestoPage
from network.models.media import NetworkDocument, NetworkImage, NetworkRendition
from network.models.messages import ReaderMessage
from network.models.metropolises import Metropolis, MetropolisIndexPage
from network.models.objections import NameReplacement, Objection
from network.models.outgoing_mails import OutgoingMail
from network.models.people import Mandate, Person
from network.models.retention import InactivityWarning, RetentionEntry, RetentionSettings
from network.models.saved_searches import SavedSearch
from network.models.search_desk import PromotedResult, UnansweredSearch
from network.models.settings import NetworkSettings
from network.models.statements import StatementPage
from network.models.themes import Theme
from network.models.working_groups import WorkingGroup, WorkingGroupMember

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
