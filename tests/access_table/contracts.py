"""What each address of contracts answers; the letters are those of the table."""

CONTRACTS = """
contracts
  contracts               soooooooooooooo   -
  oc4ids                  sxowoooowooxxxw   -
  oc4ids_of               s.o.oooo.oo....   -
  contract                s.o.oooo.oo....   -
  add                     s.o.oooo.xx....   s.f.ffff.xx....
  import                  s.o.oooo.xx....   s.f.ffff.xx....
  template                s.o.oooo.xx....   -
  edit                    s.o.oooo.xx....   s.f.ffff.xx....
  remove                  s.o.oooo.xx....   s.f.ffff.xx....
  prompts                 soooooooooooooo   -
  prompt                  s.o.oooo.oo....   -
  dismiss_prompt          s.o.oxxx.xx....   s.f.fxxx.xx....
  reopen_prompt           s.o.oxxx.xx....   s.f.fxxx.xx....
  checks                  soooooooooooooo   -
  edit_limits             sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  copy_limits             -                 sxxxxxxxxxwxxxx
  publish_limits          -                 sxxxxxxxxxrxxxx
  discard_limits          -                 sxxxxxxxxxrxxxx
"""
