"""Before and after a change that must change nothing: what the site answers, recorded by two trees and compared.

``record`` fills a folder with what the tree it runs in answers; it names no module of the site, only what stays when
modules move (settings, commands, labels of models, addresses), so this folder can be copied into an older tree and
run there. ``compare`` says how two such folders differ, but for what ``expected.toml`` allows.
"""
