package format

import "testing"

// TestTotal adds up values of several kinds.
func TestTotal(t *testing.T) {
	const rules = `id: rules
title: Rules
tool: {name: rules}
variants:
  - name: json
    priority: 1
    detect: [{at: /ok}]
    read:
      params:
        all: {total: [/ok, {count: /bad/*}, /missing, {const: "3"}]}
        none: {total: [/missing, /nowhere]}
`
	check(t, "params", asJSON(t, readWith(t, rules, `{"ok": 2, "bad": [1, 2]}`).Params), `{"all":7}`)
}
