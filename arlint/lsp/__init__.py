"""The language server: findings while typing, fixes in the editor's menu, explanations under the pointer.

`positions` turns code points into an editor's units, `session` checks and fixes texts, `hover` explains, `silencing`
finds a place for a comment, `server` is the wiring to the protocol. Only `server` needs the extra `arlint[lsp]`.
"""
