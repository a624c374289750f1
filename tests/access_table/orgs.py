"""The rows of bodies, people and posts: administrators keep them, the office browses."""

ORGS = """
orgs
  sign_in                 orrrrrrrrrrrrrr   uuuuuuuuuuuuuuu
  sign_out                mmmmmmmmmmmmmmm   sssssssssssssss
  switch_post             -                 s..............
  account                 soooooooooooooo   -
  change_password         soooooooooooooo   sffffffffffffff
  sessions_end            -                 srrrrrrrrrrrrrr
  session_end             -                 s..............
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
  phone_show              sxoxxxxxoxoooxo   sxfxxxxxfxfffxf
  account_close           sxxxxxxxxxxoxxx   sxxxxxxxxxxfxxx
  account_reopen          sxxxxxxxxxxoxxx   sxxxxxxxxxxfxxx
  password_reset          sxxxxxxxxxxoxxx   sxxxxxxxxxxrxxx
  admin_set               sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  membership_add          sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  membership_end          sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  clearance_list          sxxxxxxxxxxxoxx   -
  clearance_set           sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  clearance_agree         sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  clearance_decline       sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  clearance_withdraw      sxxxxxxxxxxxoxx   sxxxxxxxxxxxfxx
  sheet_import            sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  sheet_template          sxxxxxxxxxooxxx   -
"""
