from django.db import migrations, models

_MEASURES = [
    (0, "SK berlaku"),
    (1, "SK berlaku dan sudah diperiksa"),
    (2, "SK segera berakhir"),
    (3, "SK habis"),
    (4, "SK gugur"),
    (5, "belum ber-SK"),
    (6, "belum dapat dinilai"),
    (7, "desa/kelurahan ber-PSM"),
    (8, "sudah bimtek"),
    (9, "tanggal lahir belum ada"),
    (10, "perempuan"),
    (11, "desa/kelurahan dengan dua PSM atau lebih"),
    (12, "desa/kelurahan dengan tiga PSM atau lebih"),
    (13, "desa/kelurahan dengan empat PSM atau lebih"),
    (14, "desa/kelurahan dengan lima PSM atau lebih"),
    (15, "desa/kelurahan dengan enam PSM atau lebih"),
    (16, "tahun lahir"),
]

# How many PSM a village has is the sum of its standings so far; measures 11 to 15 tell when that reaches 2 to 6.
# The rest of the ledger stays. Pending rows put the monthly balances right until they are folded in.
_FILL = """
    WITH change AS (
        SELECT village_path, day, sum(n) AS n FROM legality_ledgerentry WHERE measure IN (0, 3, 4, 5, 6)
        GROUP BY village_path, day HAVING sum(n) <> 0
    ),
    running AS (
        SELECT village_path, day, n, sum(n) OVER (PARTITION BY village_path ORDER BY day) AS psm FROM change
    ),
    turn AS (
        SELECT village_path, day, 9 + crowd AS measure, (psm >= crowd)::int - (psm - n >= crowd)::int AS n
        FROM running CROSS JOIN generate_series(2, 6) AS crowd
    ),
    entered AS (
        INSERT INTO legality_ledgerentry (posting_id, village_path, day, measure, n)
        SELECT NULL, village_path, day, measure, n FROM turn WHERE n <> 0
        RETURNING village_path, day, measure, n
    )
    INSERT INTO legality_ledgerpending (village_path, day, measure, n) SELECT * FROM entered
"""


class Migration(migrations.Migration):
    dependencies = [
        ("legality", "0017_lists_compare_days_inside"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ledgerentry",
            name="measure",
            field=models.PositiveSmallIntegerField(choices=_MEASURES),
        ),
        migrations.RunSQL(_FILL, "DELETE FROM legality_ledgerentry WHERE measure BETWEEN 11 AND 15"),
    ]
