"""How many queries each page takes that somebody opens again.

Written down so that one more is noticed: change a number here only when you know what it buys.
"""

TABLE = """
portal
  desk?week=2026-01-05                19
  desk?which=given&week=2026-01-05    22
  desk?which=followed&week=2026-01-05 18
  overview                            19
web
  components                          10
  component_drawer                    10
  component_confirm                   10
  save_view                           10
  delete_view                         11
orgs
  sign_in                             1
  account                             12
  change_password                     10
  body_list                           14
  body_add                            14
  body                                16
  body_edit                           15
  body_close                          12
  body_move                           5
  post_add                            5
  hand_over                           14
  post_edit                           6
  post_close                          4
  basics                              14
  jurisdiction_add                    12
  jurisdiction_edit                   13
  supervision_kind_add                11
  supervision_kind_edit               12
  role_edit                           4
  person_list                         13
  person_add                          3
  person                              13
  person_edit                         4
  account_close                       4
  account_reopen                      4
  password_reset                      4
  admin_set                           4
  membership_add                      5
  membership_end                      4
  sheet_import                        11
  sheet_template                      5
access
  emergency_list                      13
  emergency_ask                       11
  emergency_open                      15
  emergency_refuse                    15
  emergency_review                    12
  tie_list                            11
  tie_declare                         11
  tie_end                             4
  share                               14
  label_set                           12
  recusal_declare                     11
  grant_revoke                        13
audit
  event_list                          11
  verification                        7
  erase_event                         3
files
  attach                              12
  preview                             12
  download                            9
  inline                              9
  thumbnail                           7
  withdraw                            12
notices
  inbox                               14
  inbox?which=unread                  14
deadlines
  limit_list                          12
  limit_set                           11
  limit_reset                         11
  calendar                            13
  days_mark                           10
  days_import                         10
  calendar_year                       13
  year_announce                       11
works
  objects                             28
  objects?light=red                   24
  new                                 16
  assign                              11
  set_template                        12
  setup                               13
  light_rules                         11
  edit_template                       12
  plan_link                           13
  link_step                           11
  checkpoint                          13
  imports                             12
  new_import                          10
  import_template                     3
  import                              19
  import_columns                      14
  cancel_import                       11
  import_progress                     4
  import_report                       4
  object                              27
  object?tab=findings                 24
  object?tab=setup                    24
  object?tab=documents                20
  object?tab=record                   20
  object?tab=sharing                  26
  edit                                18
  tiers                               19
findings
  finding_list                        23
  finding_list?whose=waiting          21
  finding_list?whose=given_out        23
  finding_list?due=overdue            21
  finding_list?state=assigned         23
  finding_new                         14
  rule_list                           15
  finding_detail                      29
  finding_detail?tab=sharing          35
  finding_print                       28
  add_evidence                        17
  post_reply                          14
  accept_finding                      17
inspections
  inspection_list                     20
  plan                                13
  setup                               12
  edit_checklist                      13
  workpaper                           22
  review                              18
  inspection                          20
  inspection?tab=team                 15
  inspection?tab=notice               15
  inspection?tab=workpapers           19
  inspection?tab=findings             18
  inspection?tab=report               15
  inspection?tab=record               16
  inspection?tab=sharing              21
  change                              16
  objects                             15
  bodies                              17
  add_item                            14
  submit                              16
  approve                             19
  return                              17
  cancel                              14
  team                                15
  declare                             13
  complete_team                       14
  change_leader                       16
  notice                              14
  print_notice                        11
  enter                               13
  field_item                          19
  signature                           13
  finish                              13
  report                              15
  send_back                           17
  issue                               17
  close                               14
"""


def _pinned(table: str) -> dict[str, int]:
    """Return the number of queries of each page, by the name of its address and what is asked."""
    found: dict[str, int] = {}
    app = ""
    for line in table.splitlines():
        match line.split():
            case [one]:
                app = one
            case [page, count]:
                found[f"{app}:{page}"] = int(count)
    return found


PINNED = _pinned(TABLE)
