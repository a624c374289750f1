"""The table: what each address answers each kind of person with.

    o  200        f  422: more is wanted        x  403: seen, but not theirs to do
    r  leads on   w  409: not in this state     .  404: not there, for all they may know
    u  401: sign-in refused                     m  405: not by this method
    s  leads to signing in

A row is the address, what GET answers, what POST with nothing in it answers, each with a letter for
every one of ``KINDS`` in order; ``-`` stands for 405 to whoever is signed in. Who meets 404 at a
record may not know of it: the recused, people of other places, administrators.
"""

from dataclasses import dataclass

KINDS = (
    "nobody", "no post", "secretariat", "inspector", "head", "liaison", "resp head",
    "supervising", "elsewhere", "leader", "office", "system", "security", "audit", "walled",
)  # fmt: skip
NOT_TAKEN = "m"
SIGN_IN = "s"


@dataclass(frozen=True)
class Row:
    """An address and its answers, a letter for each kind of person."""

    name: str
    get: str
    post: str

    @property
    def app(self) -> str:
        """Return the app that the address is of."""
        return self.name.partition(":")[0]


def _letters(text: str) -> str:
    if text == "-":
        return SIGN_IN + NOT_TAKEN * (len(KINDS) - 1)
    assert len(text) == len(KINDS), text
    return text


def _rows(table: str) -> dict[str, Row]:
    """Return the rows of a table by the name of their address."""
    found: dict[str, Row] = {}
    app = ""
    for line in table.splitlines():
        match line.split():
            case [one] if not line.startswith(" "):
                app = one
            case [name, get, post]:
                row = Row(f"{app}:{name}", _letters(get), _letters(post))
                found[row.name] = row
    return found


TABLE = """
portal
  home                    srrrrrrrrrrrrrr   -
  desk                    soooooooooo...o   -
  overview                s.ooo..oooo...o   -
web
  components              soooooooooooooo   -
  component_drawer        soooooooooooooo   -
  component_confirm       soooooooooooooo   sffffffffffffff
  set_language            mmmmmmmmmmmmmmm   rrrrrrrrrrrrrrr
  set_density             mmmmmmmmmmmmmmm   rrrrrrrrrrrrrrr
  save_view               soooooooooooooo   sffffffffffffff
  delete_view             s.o............   s.r............
orgs
  sign_in                 orrrrrrrrrrrrrr   uuuuuuuuuuuuuuu
  sign_out                mmmmmmmmmmmmmmm   sssssssssssssss
  switch_post             -                 s..............
  account                 soooooooooooooo   -
  change_password         soooooooooooooo   sffffffffffffff
  body_list               sxoxxxxxoxoooxo   -
  body_add                sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  body                    sxoxxxxxoxoooxo   -
  body_edit               sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  body_close              sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  body_move               sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  post_add                sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  hand_over               sxoxoxxxxxoxxxo   sxfxfxxxxxfxxxf
  post_edit               sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  post_close              sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  basics                  sxoxxxxxoxoooxo   -
  jurisdiction_add        sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  jurisdiction_edit       sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  supervision_kind_add    sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  supervision_kind_edit   sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  role_edit               sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  person_list             sxoxxxxxoxoooxo   -
  person_add              sxxxxxxxxxxoxxx   sxxxxxxxxxxfxxx
  person                  sxoxxxxxoxoooxo   -
  person_edit             sxxxxxxxxxxoxxx   sxxxxxxxxxxfxxx
  account_close           sxxxxxxxxxxoxxx   sxxxxxxxxxxfxxx
  account_reopen          sxxxxxxxxxxoxxx   sxxxxxxxxxxfxxx
  password_reset          sxxxxxxxxxxoxxx   sxxxxxxxxxxrxxx
  admin_set               sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  membership_add          sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  membership_end          sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  sheet_import            sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  sheet_template          sxxxxxxxxxooxxx   -
access
  emergency_list          sxoooooooooxxxo   -
  emergency_ask           sxoooooooooxxxo   sxfffffffffxxxf
  emergency_open          s.x.o....ox....   s.x.f....fx....
  emergency_refuse        s.x.o....ox....   s.x.f....fx....
  emergency_review        s.o.o....oo....   s.f.f....ff....
  tie_list                soooooooooooooo   -
  tie_declare             soooooooooooooo   sffffffffffffff
  tie_end                 s...........o..   s...........f..
  share                   s.o.oxxx.oo....   s.f.fxxx.ff....
  label_set               s.o.oxxx.oo....   s.f.fxxx.ff....
  recusal_declare         s.o.oooo.oo....   s.f.ffff.ff....
  grant_revoke            s.o.oxxx.oo....   s.f.fxxx.ff....
audit
  event_list              sxxxxxxxxxxxxox   -
  verification            sxxxxxxxxxxxxox   -
  ask_verification        -                 sxxxxxxxxxxxxrx
  erase_event             sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
files
  attach                  s.oooxxx.xx....   s.fffxxx.xx....
  preview                 s.oooooo.oo....   -
  download                s.oooooo.oo....   -
  inline                  s.oooooo.oo....   -
  thumbnail               s.oooooo.oo....   -
  check                   -                 s.xxxxxx.xx....
  withdraw                s.oooxxx.xx....   s.fffxxx.xx....
notices
  inbox                   soooooooooooooo   -
  read_all                -                 srrrrrrrrrrrrrr
  open                    s...r..........   -
  follow                  -                 s.rrrrrr.rr....
deadlines
  limit_list              soooooooooooooo   -
  limit_set               sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  limit_reset             sxxxxxxxxxooxxx   sxxxxxxxxxrrxxx
  calendar                soooooooooooooo   -
  days_mark               sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  days_import             sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  calendar_year           soooooooooooooo   -
  year_announce           sxxxxxxxxxooxxx   sxxxxxxxxxrrxxx
works
  objects                 soooooooooooooo   -
  new                     sxoxoooooxoxxxo   sxfxfffffxfxxxf
  assign                  sxoxoooooxoxxxo   sxfxfffffxfxxxf
  set_template            sxoxoooooxoxxxo   sxfxfffffxfxxxf
  setup                   sxxxxxxxxxoxxxx   -
  light_rules             sxxxxxxxxxoxxxx   sxxxxxxxxxrxxxx
  edit_template           sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  copy_template           -                 sxxxxxxxxxwxxxx
  publish_template        -                 sxxxxxxxxxrxxxx
  discard_template        -                 sxxxxxxxxxrxxxx
  plan_link               s.o.oxxo.xx....   s.r.rxxr.xx....
  link_step               s.o.oxxo.xx....   s.f.fxxf.xx....
  checkpoint              s.o.oxxo.xx....   s.f.fxxf.xx....
  imports                 sxoxoooooxoxxxo   -
  new_import              sxoxoooooxoxxxo   sxfxfffffxfxxxf
  import_template         sxoxoooooxoxxxo   -
  import                  s.o............   s.r............
  import_columns          s.o............   s.r............
  cancel_import           s.o............   s.r............
  import_progress         s.o............   -
  import_report           s.o............   -
  object                  s.o.oooo.oo....   -
  edit                    s.o.oxxx.xx....   s.f.fxxx.xx....
  tiers                   s.o.oxxx.xx....   s.r.rxxx.xx....
findings
  finding_list            soooooooooooooo   -
  finding_new             sxooxxxooxoxxxo   sxffxxxffxfxxxf
  rule_list               soooooooooooooo   -
  finding_detail          s.oooooo.oo....   -
  finding_print           s.oooooo.oo....   -
  finding_edit            s.wwwxxx.xx....   s.wwwxxx.xx....
  add_evidence            s.xxxoox.xx....   s.xxxffx.xx....
  post_reply              s.oooooo.xx....   s.ffffff.xx....
  mark_measure            -                 s.xxxwwx.xx....
  confirm_finding         s.wxwxxx.xx....   s.wxwxxx.xx....
  withdraw_finding        s.wxwxxx.xx....   s.fxfxxx.xx....
  assign_finding          s.wxwxxx.xx....   s.fxfxxx.xx....
  accept_finding          s.xxxoxx.xx....   s.xxxrxx.xx....
  file_plan               s.xxxxwx.xx....   s.xxxxfx.xx....
  approve_plan            s.wxxxxx.xx....   s.wxxxxx.xx....
  return_plan             s.wxxxxx.xx....   s.fxxxxx.xx....
  submit_finding          s.xxxxwx.xx....   s.xxxxfx.xx....
  ask_extension           s.xxxwwx.xx....   s.xxxffx.xx....
  grant_extension         s.wxwxxx.xx....   s.wxwxxx.xx....
  refuse_extension        s.wxwxxx.xx....   s.fxfxxx.xx....
  start_first_review      s.xxxxxw.xx....   s.xxxxxw.xx....
  pass_first_review       s.xxxxxw.xx....   s.xxxxxf.xx....
  return_finding          s.wxwxxw.xx....   s.fxfxxf.xx....
  close_finding           s.wxwxxx.xx....   s.fxfxxx.xx....
inspections
  inspection_list         soooooooooooooo   -
  plan                    sxoxoxxooxoxxxo   sxfxfxxffxfxxxf
  setup                   sxxxxxxxxxoxxxx   -
  edit_checklist          sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  copy_checklist          -                 sxxxxxxxxxwxxxx
  publish_checklist       -                 sxxxxxxxxxrxxxx
  discard_checklist       -                 sxxxxxxxxxrxxxx
  workpaper               s.ooo..o.oo....   -
  review                  s.xox..x.xx....   s.xfx..x.xx....
  inspection              s.oooooo.oo....   -
  change                  s.oxoxxx.xx....   s.fxfxxx.xx....
  objects                 s.oxoxxx.xx....   s.wxwxxx.xx....
  bodies                  s.oxoxxx.xx....   s.wxwxxx.xx....
  add_item                s.oooxxx.xx....   s.fffxxx.xx....
  submit                  s.oxoxxx.xx....   s.wxwxxx.xx....
  approve                 s.xxoxxx.xx....   s.xxwxxx.xx....
  return                  s.xxoxxx.xx....   s.xxfxxx.xx....
  cancel                  s.oxoxxx.xx....   s.fxfxxx.xx....
  team                    s.oxoxxx.xx....   s.fxfxxx.xx....
  declare                 s.xoxxxx.xx....   s.xfxxxx.xx....
  complete_team           s.oxoxxx.xx....   s.wxwxxx.xx....
  change_leader           s.oxoxxx.xx....   s.fxfxxx.xx....
  notice                  s.oooxxx.xx....   s.fffxxx.xx....
  print_notice            s.oooooo.oo....   -
  enter                   s.xoxxxx.xx....   s.xfxxxx.xx....
  field                   s.xrxxxx.xx....   -
  field_item              s.xoxxxx.xx....   s.xfxxxx.xx....
  signature               s.xoxxxx.xx....   s.xfxxxx.xx....
  finish                  s.xoxxxx.xx....   s.xfxxxx.xx....
  report                  s.xoxxxx.xx....   s.xfxxxx.xx....
  send_back               s.xxoxxx.xx....   s.xxfxxx.xx....
  issue                   s.xxoxxx.xx....   s.xxwxxx.xx....
  print_report            s..............   -
  close                   s.oxoxxx.xx....   s.wxwxxx.xx....
"""
ROWS = _rows(TABLE)
