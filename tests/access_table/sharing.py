"""What each address of information sharing answers, and the item they are asked with."""

from typing import Any

from liandu.notices.models import Notice as Told
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.sharing.urls import PAGES
from tests.people import World
from tests.sharing import build

SHARING = """
sharing
  item_list               soooooooooooooo   -
  new                     sxoxoooooxoxxxo   sxfxfffffxfxxxf
  item                    s.o.ooo..oo....   -
  edit                    s.o.oxx..xx....   s.f.fxx..xx....
  discard                 s.w.wxx..xx....   s.w.wxx..xx....
  withdraw                s.o.oxx..xx....   s.f.fxx..xx....
  publish                 s.w.wxx..xx....   s.w.wxx..xx....
  receipt                 s.o.ooo..oo....   -
  sign                    s.x.xoo..xx....   s.x.xrr..xx....
  ask                     s.x.xoo..xx....   s.x.xff..xx....
  effect                  s.x.xww..xx....   s.x.xff..xx....
  answer                  s.o.oxx..xx....   s.f.fxx..xx....
"""


def received(world: World) -> tuple[SharingReceipt, SharedItem]:
    """Return what Zigong shared with the builder, and its receipt, on which a question waits."""
    item = build.published(world, body_ids=(world.builder.pk,))
    build.question(world, item, who=world.builder_liaison)
    Told.objects.filter(kind__startswith="sharing.").delete()  # bells tell of the visit alone
    return build.receipt(item, world.builder), item


def of_sharing(receipt: SharingReceipt, item: SharedItem) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of the item, of its receipt and of the question."""
    keys = {"item": item.pk, "receipt": receipt.pk, "question": receipt.questions.get().pk}
    return {
        "sharing": {"pk": item.pk}, "sharing:receipt": {"pk": receipt.pk},
        **{f"sharing:{page.name}": {"pk": keys[page.of]} for page in PAGES},
    }  # fmt: skip


OF_ITEM = {"sharing:item", "sharing:edit", *(f"sharing:{p.name}" for p in PAGES if p.of == "item")}
