from django.utils.translation import gettext as _

from pendopo.access.models import OfficeContact
from pendopo.access.policy import Permission
from pendopo.accounts.drafts import phone_faults
from pendopo.kernel.command import Desk, command
from pendopo.shared.phones import parse_phone
from pendopo.shared.refusals import Invalid
from pendopo.wilayah.models import Wilayah


@command("account.contact_set", Permission.ACCOUNT_WRITE)
def set_office_contact(desk: Desk, phone: str, note: str) -> OfficeContact:
    """How somebody who cannot log in reaches this office. Everybody may read it, so it is no private number."""
    wrong = phone_faults(phone)
    if len(note.strip()) > 200:
        wrong["note"] = _("Paling panjang 200 huruf.")
    if not phone.strip() and not note.strip():
        wrong["note"] = _("Isi nomor telepon, atau alamat dan jam kerja.")
    if wrong:
        raise Invalid(fields=wrong)
    desk.here()
    place = Wilayah.objects.select_for_update(no_key=True).get(pk=desk.actor.place_id)
    contact = OfficeContact.objects.filter(place=place).first() or OfficeContact(place=place)
    before = {"phone": contact.phone, "note": contact.note} if contact.pk else {}
    contact.phone, contact.note = parse_phone(phone).value, note.strip()
    contact.save()
    desk.about(contact, before=before, after={"phone": contact.phone, "note": contact.note})
    return contact
