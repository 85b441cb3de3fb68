"""Fill the installation under trial: one regency of the demo, and sessions of those who write."""

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.test import Client

    from pendopo.access.models import User
    from pendopo.processes.seeding.demo import build
    from pendopo.shared.clock import now
    from pendopo.wilayah.queries import by_code, villages_below

    if not User.objects.exists():
        build(now(), lambda text: print(text, file=sys.stderr, flush=True), frozenset({"35.07"}))
    cookies = []
    for _writer in range(8):
        client = Client()
        client.force_login(
            User.objects.get(username="sekretaris.malang"), "pendopo.accounts.backend.ByUsernameOrPhone"
        )
        cookies.append(f"sessionid={client.cookies['sessionid'].value}")
    regency = by_code("35.07")
    assert regency is not None
    rows = villages_below(regency).select_related("parent").order_by("code")[:60]
    villages = [[v.code, v.full_name, v.name, v.parent.name if v.parent else "", v.kind] for v in rows]
    print(json.dumps({"cookies": cookies, "villages": villages}))


if __name__ == "__main__":
    main()
