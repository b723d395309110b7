package rule

import (
	"strings"

	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// meter prices calls. The prices of cel-go hang on the overload, which stays
// open where operands are dynamic, as all evidence is: a comparison of two
// large lists would cost one step.
type meter struct{}

// The bytes of text that one step pays for.
const (
	bytesCopied  = 32 // scanned or copied
	bytesMatched = 4  // run through a pattern
)

// CallCost implements cost.ActualCostEstimator.
func (meter) CallCost(function, _ string, args []ref.Val, result ref.Val) *uint64 {
	price := uint64(1)
	switch function {
	case operators.Equals, operators.NotEquals:
		price += min(weight(args[0]), weight(args[1]))
	case operators.In:
		if list, ok := args[1].(traits.Lister); ok {
			price += count(list) * weight(args[0])
		}
	case overloads.Matches:
		price += uint64(textSize(args[0])) / bytesMatched * uint64(1+textSize(args[1])/32)
	default:
		if strings.HasPrefix(function, "sets.") {
			if a, ok := args[0].(traits.Lister); ok {
				price += pairs(a, args[1].(traits.Lister))
			}
			break
		}
		for _, arg := range args {
			price += textCost(arg)
		}
		price += textCost(result)
		if list, ok := result.(traits.Lister); ok && function == "split" {
			price += count(list)
		}
		if list, ok := lastList(args); ok && (function == "join" || function == "format") {
			price += count(list)
		}
	}
	return &price
}

func lastList(args []ref.Val) (traits.Lister, bool) {
	for i := len(args) - 1; i >= 0; i-- {
		if list, ok := args[i].(traits.Lister); ok {
			return list, true
		}
	}
	return nil, false
}

func textCost(v ref.Val) uint64 { return uint64(textSize(v)) / bytesCopied }

func textSize(v ref.Val) int {
	switch v := v.(type) {
	case types.String:
		return len(v)
	case types.Bytes:
		return len(v)
	}
	return 0
}

// weight counts the scalars in a value, and its text by length. It stops
// counting at the limit.
func weight(v ref.Val) uint64 {
	total := uint64(0)
	add(v.Value(), &total)
	return total
}

func add(v any, total *uint64) {
	*total++
	if *total > maxCost {
		return
	}
	switch v := v.(type) {
	case string:
		*total += uint64(len(v)) / bytesCopied
	case []any:
		for _, item := range v {
			add(item, total)
		}
	case map[string]any:
		for _, item := range v {
			add(item, total)
		}
	case []ref.Val:
		for _, item := range v {
			add(item.Value(), total)
		}
	case map[ref.Val]ref.Val:
		for _, item := range v {
			add(item.Value(), total)
		}
	}
}
