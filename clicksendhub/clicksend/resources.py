"""Every part of the API under the name that it has on the client."""

from .account import AccountResource
from .automations import AutomationsResource
from .contacts import ContactsResource
from .delivery_issues import DeliveryIssuesResource
from .envelope import Fetch, Request
from .fax import FaxResource
from .letters import LettersResource
from .lists import ListsResource
from .mms import MmsResource
from .places import PlacesResource
from .postcards import PostcardsResource
from .return_addresses import ReturnAddressesResource
from .search import SearchResource
from .senders import SendersResource
from .sms import SmsResource
from .sms_templates import SmsTemplatesResource
from .statistics import StatisticsResource
from .transactions import TransactionsResource
from .uploads import UploadsResource
from .voice import VoiceResource


class Resources:
    """What a client can ask for; ``request`` is how it asks, ``fetch`` reads files."""

    def __init__(self, request: Request, fetch: Fetch) -> None:
        self.account = AccountResource(request)
        self.automations = AutomationsResource(request)
        self.contacts = ContactsResource(request)
        self.delivery_issues = DeliveryIssuesResource(request)
        self.fax = FaxResource(request)
        self.letters = LettersResource(request)
        self.lists = ListsResource(request)
        self.mms = MmsResource(request)
        self.places = PlacesResource(request)
        self.postcards = PostcardsResource(request)
        self.return_addresses = ReturnAddressesResource(request)
        self.search = SearchResource(request)
        self.senders = SendersResource(request)
        self.sms = SmsResource(request)
        self.sms_templates = SmsTemplatesResource(request)
        self.statistics = StatisticsResource(request)
        self.transactions = TransactionsResource(request)
        self.uploads = UploadsResource(request, fetch)
        self.voice = VoiceResource(request)
