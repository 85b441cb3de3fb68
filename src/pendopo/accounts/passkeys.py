"""Passkeys (WebAuthn): what a browser is asked, and whether its answer holds.

In: an account, its passkeys, the state that stood with the question, the answer as the browser wrote it. Out:
options for the browser, or what an answer proves; ValueError where it proves nothing. Every key asks its owner
for a finger, a face or a PIN, so a key alone is two factors. Nothing here touches the database.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from pendopo.shared.sealed import blind

State = dict[str, Any]
LONGEST = 20_000
"""Signs of an answer that are read at all."""


@dataclass(frozen=True, slots=True)
class NewKey:
    credential_id: bytes
    credential: bytes
    sign_count: int


def handle_of(user_id: int) -> bytes:
    """What a key keeps of its owner: says nothing to others, and is the same for all keys of an account."""
    return blind(settings.INDEX_KEY, f"passkey:{user_id}")


def ask_new(user_id: int, login: str, name: str, known: Iterable[bytes]) -> tuple[dict[str, Any], State]:
    """Options for `navigator.credentials.create`; a device that holds one of `known` refuses a second."""
    user = PublicKeyCredentialUserEntity(name=login, id=handle_of(user_id), display_name=name)
    options, state = _server().register_begin(
        user,
        credentials=_descriptors(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], _kept(state)


def read_new(state: State, answer: str) -> NewKey:
    """The new key of an answer; ValueError where it is none, or not of this question."""
    data = _trusted(lambda: _server().register_complete(state, json.loads(answer[:LONGEST])))
    credential = data.credential_data
    return NewKey(credential.credential_id, bytes(credential), data.counter)


def ask_proof(known: Iterable[bytes] | None) -> tuple[dict[str, Any], State]:
    """Options for `navigator.credentials.get`; without `known` the device offers whatever it holds for us."""
    options, state = _server().authenticate_begin(
        None if known is None else _descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options)["publicKey"], _kept(state)


def credential_id_of(answer: str) -> bytes:
    """Which key an answer says it is of; ValueError where it says none."""
    return bytes(_trusted(lambda: websafe_decode(str(json.loads(answer[:LONGEST])["rawId"]))))


def read_proof(state: State, answer: str, user_id: int, credential: bytes) -> int:
    """The count of the key after this proof; ValueError where the answer does not hold for that account."""

    def check() -> int:
        sent = AuthenticationResponse.from_dict(json.loads(answer[:LONGEST]))
        handle = sent.response.user_handle
        if handle and handle != handle_of(user_id):
            raise ValueError("the key belongs to another account")
        _server().authenticate_complete(state, [AttestedCredentialData(credential)], sent)
        return sent.response.authenticator_data.counter

    return int(_trusted(check))


def _server() -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(name="Pendopo", id=settings.PASSKEY_HOST))


def _descriptors(known: Iterable[bytes]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=bytes(credential_id)) for credential_id in known]


def _kept(state: Any) -> State:
    """As a session keeps it."""
    return {name: str(value) for name, value in state.items()}


def _trusted(read: Any) -> Any:
    """Whatever goes wrong while a stranger's bytes are read means that they prove nothing."""
    try:
        return read()
    except Exception as error:  # the library raises many kinds on a garbled or foreign answer
        raise ValueError("this answer proves nothing") from error
