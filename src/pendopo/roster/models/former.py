from django.db import models

from pendopo.roster.models.people import PsmPosting
from pendopo.wilayah.models import Wilayah


class FormerVillage(models.Model):
    """The village a posting belonged to before its village was merged or split. The posting went on unbroken."""

    posting = models.ForeignKey(PsmPosting, on_delete=models.CASCADE, related_name="former_villages")
    village = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    """Last day."""

    PLACE = "posting__village_path"
    PLACE_STAYS = "it is what was"

    def __str__(self) -> str:
        return f"{self.posting_id} @ {self.village_id} ≤ {self.until}"
