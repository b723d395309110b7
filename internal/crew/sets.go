package crew

// Sets returns the numbers [0, n) as pieces of work: those together that have one
// key, where the first of them stands, and each alone that has none.
func Sets[K comparable](n int, key func(i int) (K, bool)) [][]int {
	out := make([][]int, 0, n)
	at := make(map[K]int)
	for i := range n {
		k, has := key(i)
		if set, known := at[k]; has && known {
			out[set] = append(out[set], i)
			continue
		}
		if has {
			at[k] = len(out)
		}
		out = append(out, []int{i})
	}
	return out
}
