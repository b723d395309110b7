package rule

import (
	"cmp"
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"
)

// universal is an all() over a list that is the same whenever it is evaluated.
type universal struct {
	node, over int64 // ids
	text       string
	offset     int32 // where it stands, for the order
}

// quantify records an all(), unless its list is made from the items of another
// list: of such lists some may well be empty.
func (s *survey) quantify(e ast.Expr) {
	over := e.AsComprehension().IterRange()
	inside := nodesOf(over)
	for id := range inside {
		if list, item := s.items[id]; item && inside[list.ID()] == nil {
			return
		}
	}
	u := universal{node: e.ID(), over: over.ID(), text: s.write(over)}
	if at, ok := s.info.GetOffsetRange(e.ID()); ok {
		u.offset = at.Start
	}
	s.universal = append(s.universal, u)
	slices.SortStableFunc(s.universal, func(a, b universal) int { return cmp.Compare(a.offset, b.offset) })
}

// empty returns the lists over which an all() ran without finding an item,
// each once.
func (s *survey) empty(state interpreter.EvalState) []string {
	var lists []string
	for _, u := range s.universal {
		over, evaluated := state.Value(u.over)
		if holds, _ := valueOf(state, u.node).(bool); !holds || !evaluated {
			continue
		}
		if sized, ok := over.(traits.Sizer); ok && sized.Size() == types.IntZero && !slices.Contains(lists, u.text) {
			lists = append(lists, u.text)
		}
	}
	return lists
}
