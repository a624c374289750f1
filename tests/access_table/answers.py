"""The table: what each address answers each kind of person with.

    o  200        f  422: more is wanted        x  403: seen, but not theirs to do
    r  leads on   w  409: not in this state     .  404: not there, for all they may know
    u  401: sign-in refused                     m  405: not by this method
    s  leads to signing in

A row is the address, what GET answers, what POST with nothing in it answers, each with a letter for
every one of ``KINDS`` in order; ``-`` stands for 405 to whoever is signed in. Who meets 404 at a
record may not know of it: the recused, people of other places, administrators.
"""

from tests.access_table.committees import COMMITTEES
from tests.access_table.consultations import CONSULTATIONS
from tests.access_table.contracts import CONTRACTS
from tests.access_table.cooperation import COOPERATION
from tests.access_table.findings import FINDINGS
from tests.access_table.meetings import MEETINGS
from tests.access_table.orgs import ORGS
from tests.access_table.programme import PROGRAMME
from tests.access_table.sharing import SHARING
from tests.access_table.urging import URGING

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
  keys                    soooooooooooooo   srrrrrrrrrrrrrr
  save_view               soooooooooooooo   sffffffffffffff
  delete_view             s.o............   s.r............
operation
  healthz                 ooooooooooooooo   mmmmmmmmmmmmmmm
  live                    ooooooooooooooo   mmmmmmmmmmmmmmm
  ready                   ooooooooooooooo   mmmmmmmmmmmmmmm
  metrics                 ooooooooooooooo   mmmmmmmmmmmmmmm
keys
  prove                   sssssssssssssss   sssssssssssssss
  prove_passkey           mmmmmmmmmmmmmmm   sssssssssssssss
  told                    sssssssssssssss   sssssssssssssss
  provider                ...............   mmmmmmmmmmmmmmm
  provider_back           ...............   mmmmmmmmmmmmmmm
  connect                 s..............   s..............
  disconnect              sxxxxxxxxxx.xxx   sxxxxxxxxxx.xxx
  set_up                  soooooooooooooo   sffffffffffffff
  renew_codes             soooooooooooooo   swwwwwwwwwwwwww
  remove                  soooooooooooooo   swwwwwwwwwwwwww
  add_passkey             soooooooooooooo   sffffffffffffff
  remove_passkey          s..............   s..............
  reset                   sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
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
search
  results                 soooooooooooooo   -
  palette                 srrrrrrrrrrrrrr   -
interfaces
  manual                  soooooooooooooo   -
  token_list              sxoooooooooxxxo   -
  token_add               sxoooooooooxxxo   sxfffffffffxxxf
  token_revoke            s.o.........o..   s.f.........f..
  program_list            sxxxxxxxxxxooxx   -
webhooks
  webhook_list            sxoooooooooxxxo   -
  every_webhook           sxxxxxxxxxxooxx   -
  webhook_add             sxoooooooooxxxo   sxfffffffffxxxf
  webhook                 s.o............   -
  webhook_stop            s.o.........o..   s.f.........f..
  webhook_try             -                 s.r............
  send_again              -                 s.r............
files
  sendings                soooooooooooooo   sffffffffffffff
  sending                 -                 -
  attach                  s.oooxxx.xx....   s.fffxxx.xx....
  preview                 s.oooooo.oo....   -
  bundle                  s.oooooo.oo....   -
  download                s.oooooo.oo....   -
  inline                  s.oooooo.oo....   -
  thumbnail               s.oooooo.oo....   -
  page                    s.oooooo.oo....   -
  release                 s.xxxxxx.xx....   s.xxxxxx.xx....
  check                   -                 s.xxxxxx.xx....
  withdraw                s.oooxxx.xx....   s.fffxxx.xx....
notices
  inbox                   soooooooooooooo   -
  read_all                -                 srrrrrrrrrrrrrr
  open                    s...r..........   -
  follow                  -                 s.rrrrrr.rr....
  wishes                  sxoooooooooxxxo   sxfffffffffxxxf
  stand_in                sxoooooooooxxxo   sxfffffffffxxxf
  stand_in_end            s.o............   s.r............
  calendar_renew          sxoooooooooxxxo   sxoooooooooxxxo
  calendar_drop           sxoooooooooxxxo   sxrrrrrrrrrxxxr
  calendar_feed           ooooooooooooooo   mmmmmmmmmmmmmmm
  queue                   sxxxxxxxxxxoxxx   -
  mail_retry              -                 sxxxxxxxxxxrxxx
  mail_cancel             sxxxxxxxxxxoxxx   sxxxxxxxxxxrxxx
  task_retry              -                 sxxxxxxxxxxwxxx
  task_cancel             sxxxxxxxxxxoxxx   sxxxxxxxxxxrxxx
  job_hurry               -                 sxxxxxxxxxxrxxx
  rule_list               soooooooooooooo   -
  rule_set                sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
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
dispatch
  week_list               soooooooooooooo   -
  week                    soooooooooooooo   -
  meeting                 soooooooooooooo   -
  print_week              soooooooooooooo   -
  start_several           sxoxoooooxoxxxo   sxfxfffffxfxxxf
  start                   s.o.oxxx.xx....   s.f.fxxx.xx....
  stop                    s.o.oxxx.xx....   s.f.fxxx.xx....
  sheet                   s.o.oooo.oo....   -
  file                    s.x.xoox.xx....   s.x.xffx.xx....
  discuss                 s.o.oxxx.xx....   s.r.rxxx.xx....
  print                   s.o.oooo.oo....   -
  keep_item               s.o.ooox.xx....   s.r.rrrx.xx....
  release_item            s.o.oxxx.xx....   s.f.fxxx.xx....
risks
  points                  soooooooooooooo   -
  add_point               s.o.oxxo.xx....   s.f.fxxf.xx....
  take_over               s.o.oxxo.xx....   s.f.fxxf.xx....
  import                  s.o.oxxo.xx....   s.f.fxxf.xx....
  template                s.o.oxxo.xx....   -
  point                   s.o.oooo.oo....   -
  edit_point              s.o.oxxo.xx....   s.f.fxxf.xx....
  check_point             s.o.oxxo.xx....   s.f.fxxf.xx....
  retire_point            s.o.oxxo.xx....   s.f.fxxf.xx....
  restore_point           s.o.oxxo.xx....   s.f.fxxf.xx....
  library                 sxxxxxxxxxoxxxx   -
  edit_library            sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  copy_library            -                 sxxxxxxxxxwxxxx
  publish_library         -                 sxxxxxxxxxrxxxx
  discard_library         -                 sxxxxxxxxxrxxxx
inspections
  inspection_list         soooooooooooooo   -
  calendar                soooooooooooooo   -
  plan                    sxoxoxxooxoxxxo   sxfxfxxffxfxxxf
  setup                   sxxxxxxxxxoxxxx   -
  edit_checklist          sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  copy_checklist          -                 sxxxxxxxxxwxxxx
  publish_checklist       -                 sxxxxxxxxxrxxxx
  discard_checklist       -                 sxxxxxxxxxrxxxx
  workpaper               s.ooo..o.oo....   -
  review                  s.xoo..x.xx....   s.xff..x.xx....
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
  send_back               s.xxoxxo.xx....   s.xxfxxf.xx....
  issue                   s.xxoxxx.xx....   s.xxwxxx.xx....
  print_report            s..............   -
  countersign             s.xxxxxo.xx....   s.xxxxxw.xx....
  ask_comments            s.xxoxxx.xx....   s.xxwxxx.xx....
  agree                   s.xxxoox.xx....   s.xxxwwx.xx....
  object                  s.xxxoox.xx....   s.xxxffx.xx....
  answer                  s.xxo..x.xx....   s.xxf..x.xx....
  close                   s.oxoxxx.xx....   s.wxwxxx.xx....
papers
  paper_list              soooooooooooooo   -
  draft                   s.oxoxxx.xx....   s.fxfxxx.xx....
  letterhead              sxoxoooooxoxxxo   sxfxfffffxfxxxf
  templates               sxxxxxxxxxoxxxx   -
  edit_template           sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  copy_template           -                 sxxxxxxxxxwxxxx
  publish_template        -                 sxxxxxxxxxrxxxx
  discard_template        -                 sxxxxxxxxxrxxxx
  paper                   s.o.oooo.oo....   -
  edit                    s.w.wxxx.xx....   s.w.wxxx.xx....
  print                   s.o.oooo.oo....   -
  docx                    s.o.oooo.oo....   -
  pdf                     s.o.oooo.oo....   -
  withdraw                s.x.oxxx.xx....   s.x.fxxx.xx....
  return                  s.x.wxxx.xx....   s.x.fxxx.xx....
  submit                  s.w.wxxx.xx....   s.w.wxxx.xx....
  countersign             s.x.xxxw.xx....   s.x.xxxw.xx....
  approve                 s.x.wxxx.xx....   s.x.wxxx.xx....
  issue                   s.w.wxxx.xx....   s.w.wxxx.xx....
  sign_for                s.x.xoox.xx....   s.x.xrrx.xx....
figures
  figures                 s.ooo..oooo...o   -
  objects                 s.ooo..oooo...o   -
  bodies                  s.ooo..oooo...o   -
  snapshots               soooooooooooooo   -
  take                    s.oxo..oooo...o   s.fxf..ffff...f
  snapshot                s.o.o....oo....   -
  reconciliations         soooooooooooooo   -
  begin                   s.oxo..ooxo...o   s.fxf..ffxf...f
  reconciliation          s.o.o....oo....   -
  explain                 s.o.o....xx....   s.f.f....xx....
"""
TABLE += CONSULTATIONS + CONTRACTS + FINDINGS + COMMITTEES + COOPERATION + MEETINGS + ORGS
TABLE += PROGRAMME + SHARING + URGING
