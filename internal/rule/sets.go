package rule

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// maxPairs bounds what one call of a set function compares. The cost of a call
// is known only after it, and that of two lists is the product of their sizes.
const maxPairs = 4_000_000

// sets declares sets.contains, sets.equivalent and sets.intersects with the
// meaning that they have in CEL's set extension: lists compared without regard
// to order and repetition.
func sets() []cel.EnvOption {
	return []cel.EnvOption{
		setFunction("sets.contains", containsAll),
		setFunction("sets.equivalent", func(a, b traits.Lister) bool { return containsAll(a, b) && containsAll(b, a) }),
		setFunction("sets.intersects", intersects),
	}
}

func setFunction(name string, relation func(a, b traits.Lister) bool) cel.EnvOption {
	list := cel.ListType(cel.TypeParamType("T"))
	return cel.Function(name, cel.Overload(name+"_list_list",
		[]*cel.Type{list, list}, cel.BoolType,
		cel.BinaryBinding(func(x, y ref.Val) ref.Val {
			a, b := x.(traits.Lister), y.(traits.Lister)
			if pairs(a, b) > maxPairs {
				return types.NewErr("lists of %v and %v items are too large to compare", a.Size(), b.Size())
			}
			return types.Bool(relation(a, b))
		})))
}

func pairs(a, b traits.Lister) uint64 { return count(a) * count(b) }

func count(l traits.Lister) uint64 {
	n, _ := l.Size().(types.Int)
	return uint64(n)
}

// containsAll reports whether a has every item of b.
func containsAll(a, b traits.Lister) bool {
	for it := b.Iterator(); it.HasNext() == types.True; {
		if a.Contains(it.Next()) != types.True {
			return false
		}
	}
	return true
}

func intersects(a, b traits.Lister) bool {
	for it := a.Iterator(); it.HasNext() == types.True; {
		if b.Contains(it.Next()) == types.True {
			return true
		}
	}
	return false
}
