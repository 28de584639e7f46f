"""What things are and which rules hold: no files, SQL, clock or randomness in this room.

Words that exist only in Indonesian law or data keep their own name:

* *NIK* (`national_id`): 16 digits of one person; text, may be missing, may stand twice.
* *KK* (`family_card_no`): 16 digits of the card of one family (*keluarga*), the unit of ranking.
* *desil* (`decile`): 1 (poorest) to 10, a national rank of the family made by BPS; ``None`` is
  "belum berdesil". Never computed and never edited here.
* *desa/kelurahan* (`village`), *kecamatan* (`subdistrict`), *kabupaten* (`regency`),
  *provinsi* (`province`); *RT/RW* (`rt`, `rw`), *dusun* (`hamlet`).
* *rilis* (`release`): one quarterly extract; *tanggal acuan* (`reference_date`): the day it describes.
* *intervensi* (`intervention`): one programme's event for a family or a person.
* *surat* (`letter`), *penandatangan* (`signatory`), *kop* (`letterhead`).
* *paket* (`package`): what travels by stick; *hub*: the kabupaten's office that orders everything.
* *BAST* (`handover_record`): the signed record of a hand-over of data or goods.

Problem: the same fact arrives from several systems under several names and is written by several
offices. Choice: one English identifier per fact (`field.py`), one typed event per deed (`op.py`),
and one pure function that says what an event does to a record (`fold.py`), so that office and hub
cannot disagree. A rule that two offices read differently would change our mind about `fold` being
unversioned: each op carries its version for that day.
"""
