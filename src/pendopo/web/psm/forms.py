from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.roster.drafts import EndDraft, PersonDraft, PillarDraft, PostingDraft
from pendopo.roster.enums import Blood, Education, EndReason, NikState, Sex
from pendopo.roster.models import Person, PsmPosting
from pendopo.roster.nik_store import Number
from pendopo.web.fields import DateField, DigitsField, NikField, PhoneField, RegionField, SuggestInput
from pendopo.wilayah.enums import Level

# Words offered, as KK list them; any other may be typed.
JOBS = (
    "Petani", "Buruh tani", "Buruh", "Pedagang", "Wiraswasta", "Karyawan swasta", "Ibu rumah tangga", "Perangkat desa",
    "Guru", "Guru honorer", "PNS", "Pensiunan", "Nelayan", "Peternak", "Penjahit", "Tukang", "Sopir", "Bidan",
    "Perawat", "Kader posyandu", "Ketua RT/RW", "Belum bekerja",
)  # fmt: skip
_TRAINED = (("", _("belum dicatat")), ("ya", _("sudah")), ("tidak", _("belum")))
_PERSON = (
    "name",
    "title_front",
    "title_back",
    "nik",
    "nik_state",
    "birth_place",
    "birth_on",
    "sex",
    "address",
    "phone",
    "kk",
    "education",
    "job",
    "blood",
    "bpjs_work",
    "bpjs_health",
)
MORE = _PERSON[-6:]
"""Fields that the register form hides at first."""
_NOT_SAID = ("", _("belum dicatat"))


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Nama lengkap"), max_length=120, help_text=_("Tanpa gelar, seperti di KTP.")
    )
    title_front = forms.CharField(label=_("Gelar di depan"), max_length=40, required=False)
    title_back = forms.CharField(label=_("Gelar di belakang"), max_length=60, required=False)
    nik_state = forms.ChoiceField(
        label=_("Kepastian NIK"),
        choices=[
            (NikState.SURE.value, _("Pasti, sudah dicocokkan dengan KTP atau KK")),
            (NikState.UNSURE.value, _("Belum pasti, ada angka yang meragukan")),
            (NikState.NONE.value, _("Belum ada")),
        ],
        widget=forms.RadioSelect,
    )
    nik = NikField(required=False)
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=80, required=False)
    birth_on = DateField(label=_("Tanggal lahir"), required=False, born=True)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=Sex.choices, widget=forms.RadioSelect, required=False
    )
    address = forms.CharField(label=_("Alamat"), max_length=250, required=False)
    phone = PhoneField(required=False, help_text=_("Nomor WhatsApp bila ada."))
    kk = DigitsField(
        label=_("Nomor KK"), required=False, help_text=_("16 angka di bagian atas Kartu Keluarga.")
    )
    education = forms.ChoiceField(
        label=_("Pendidikan terakhir"), choices=(_NOT_SAID, *Education.choices), required=False
    )
    job = forms.CharField(
        label=_("Pekerjaan utama"), max_length=80, required=False, widget=SuggestInput(JOBS)
    )
    blood = forms.ChoiceField(label=_("Golongan darah"), choices=(_NOT_SAID, *Blood.choices), required=False)
    bpjs_work = DigitsField(
        label=_("Nomor BPJS Ketenagakerjaan"), required=False, help_text=_("11 angka di kartu peserta.")
    )
    bpjs_health = DigitsField(
        label=_("Nomor BPJS Kesehatan"), required=False, help_text=_("13 angka di kartu peserta.")
    )

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    @property
    def more_open(self) -> bool:
        """Something of the rest was filled in, or refused."""
        return any(field.errors or field.value() for field in self.more())

    def person_draft(self) -> PersonDraft:
        """What was typed decides: no NIK is never "sure", and one that was typed is not thrown away."""
        data = self._fields()
        state = NikState(data["nik_state"])
        if not data["nik"]:
            state = NikState.NONE
        elif state == NikState.NONE:
            state = NikState.UNSURE
        return PersonDraft(**data | {"nik_state": state})

    def _fields(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in _PERSON}


class PostingForm(forms.Form):
    starts_on = DateField(label=_("Bertugas sejak"))
    kta_number = forms.CharField(label=_("Nomor KTA"), max_length=30, required=False)
    bimtek = forms.ChoiceField(
        label=_("Bimtek dasar"), choices=_TRAINED, widget=forms.RadioSelect, required=False
    )
    bimtek_on = DateField(label=_("Tanggal bimtek"), required=False)
    bimtek_number = forms.CharField(label=_("Nomor sertifikat bimtek"), max_length=60, required=False)
    bimtek_organiser = forms.CharField(label=_("Penyelenggara bimtek"), max_length=120, required=False)

    def posting_draft(self) -> PostingDraft:
        data = self.cleaned_data
        attended = {"ya": True, "tidak": False}.get(data["bimtek"])
        return PostingDraft(
            starts_on=data["starts_on"],
            kta_number=data["kta_number"],
            bimtek_attended=attended,
            bimtek_on=data["bimtek_on"],
            bimtek_number=data["bimtek_number"],
            bimtek_organiser=data["bimtek_organiser"],
        )


class RegisterForm(PersonForm, PostingForm):
    village = RegionField(label=_("Desa/kelurahan tempat bertugas"), level=Level.VILLAGE)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    """Look-alikes that were shown and are other people."""
    field_order = ("village", "name", "title_front", "title_back", "nik_state", "nik")


class CorrectPersonForm(PersonForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    keep_nik = forms.BooleanField(
        label=_("NIK tetap seperti yang tercatat"),
        required=False,
        help_text=_("Atau tulis NIK yang benar di bawah."),
    )
    forget = forms.MultipleChoiceField(
        label=_("Hapus nomor yang tercatat"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("version", "name", "title_front", "title_back", "keep_nik", "nik", "nik_state")

    def offer_to_forget(self, known: Sequence[tuple[str, str]]) -> None:
        """Numbers that are recorded stay where their field is left empty, unless ticked here."""
        if not known:
            del self.fields["forget"]
            return
        self.fields["forget"].choices = known  # type: ignore[attr-defined]
        for name, words in known:
            self.fields[name].help_text = _("Tercatat: %(words)s. Kosongkan bila tetap.") % {"words": words}

    def kept_numbers(self) -> frozenset[Number]:
        data = self.cleaned_data
        return frozenset(n for n in Number if not data[n] and n not in data.get("forget", ()))

    def person_draft(self) -> PersonDraft:
        """Without the NIK where it stays: the command alone reads the digits that are kept."""
        if self.kept_state() is not None:
            return PersonDraft(**self._fields() | {"nik": "", "nik_state": NikState.NONE})
        return super().person_draft()

    def kept_state(self) -> NikState | None:
        """The state of the NIK that stays; None where another was typed."""
        keeps = self.cleaned_data["keep_nik"] and not self.cleaned_data["nik"]
        return NikState(self.cleaned_data["nik_state"]) if keeps else None


class CorrectPostingForm(PostingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    village = RegionField(
        label=_("Pindah ke desa/kelurahan"),
        level=Level.VILLAGE,
        help_text=_("Di luar wilayah Anda pun boleh: perpindahan lalu menunggu persetujuan kantor di sana."),
    )
    last_day = DateField(
        label=_("Hari terakhir di tempat lama"), help_text=_("Hari itu masih dihitung bertugas.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EndForm(forms.Form):
    last_day = DateField(label=_("Hari terakhir bertugas"), help_text=_("Hari itu masih dihitung bertugas."))
    reason = forms.ChoiceField(
        label=_("Sebab"),
        choices=[c for c in EndReason.choices if c[0] not in (EndReason.MOVED, EndReason.DIED)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Keterangan"), max_length=250, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def draft(self) -> EndDraft:
        data = self.cleaned_data
        return EndDraft(data["last_day"], EndReason(data["reason"]), data["note"])


class PillarForm(forms.Form):
    """A posting of another pillar. Which levels a pillar works on is said by the command."""

    pillar = forms.ChoiceField(label=_("Pilar"))
    place = RegionField(
        label=_("Wilayah tugas"),
        help_text=_("Kecamatan untuk TKSK, kabupaten/kota untuk Tagana, dan seterusnya."),
    )
    starts_on = DateField(label=_("Bertugas sejak"))
    paper = forms.CharField(
        label=_("SK atau surat tugas"),
        max_length=160,
        required=False,
        help_text=_("Nomor, tanggal, penerbit."),
    )

    def offer(self, kinds: Sequence[tuple[str, str]]) -> None:
        self.fields["pillar"].choices = (("", _("pilih…")), *kinds)  # type: ignore[attr-defined]

    def pillar_draft(self) -> PillarDraft:
        data = self.cleaned_data
        return PillarDraft(data["pillar"], data["starts_on"], data["paper"])


class CorrectPillarForm(PillarForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class PillarMemberForm(PersonForm, PillarForm):
    """Somebody who is no PSM."""

    field_order = (
        "pillar",
        "place",
        "starts_on",
        "paper",
        "name",
        "title_front",
        "title_back",
        "nik_state",
        "nik",
    )


class VersionForm(forms.Form):
    """Nothing is asked: a deed to be confirmed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PhotoForm(forms.Form):
    photo = forms.FileField(label=_("Foto"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DeathForm(forms.Form):
    died_on = DateField(
        label=_("Tanggal meninggal"),
        required=False,
        help_text=_("Kosongkan untuk menarik catatan yang keliru."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("died_on"):  # nothing is recorded that an empty field could take back
            self.fields["died_on"].required = True
            self.fields["died_on"].help_text = ""


class ReturnForm(PostingForm):
    village = RegionField(label=_("Desa/kelurahan tempat bertugas"), level=Level.VILLAGE)
    field_order = ("village", "starts_on")


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=250, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


def person_initial(person: Person) -> dict[str, Any]:
    hidden = {"nik", *Number}
    fields = {field: getattr(person, field) for field in _PERSON if field not in hidden}
    return fields | {"version": person.version, "keep_nik": person.nik_state != NikState.NONE}


def posting_initial(posting: PsmPosting) -> dict[str, Any]:
    fields = ("starts_on", "kta_number", "bimtek_on", "bimtek_number", "bimtek_organiser", "version")
    attended = {True: "ya", False: "tidak", None: ""}[posting.bimtek_attended]
    return {field: getattr(posting, field) for field in fields} | {"bimtek": attended}
