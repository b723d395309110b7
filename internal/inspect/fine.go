package inspect

import (
	"maps"
	"sync"
	"sync/atomic"
)

// fine are the addresses from the root of the host that lead somewhere from every
// page. It is safe for concurrent use, and who reads a page waits for nobody: there
// is a set that never changes, and those that came since are added to a new one when
// they are a quarter as many. Until then they are looked for again.
type fine struct {
	whole atomic.Pointer[map[string]bool]

	mu    sync.Mutex
	young map[string]bool
}

// known returns addresses that lead somewhere, which nobody may change.
func (f *fine) known() map[string]bool {
	if all := f.whole.Load(); all != nil {
		return *all
	}
	return nil
}

// pass notes that addresses lead somewhere.
func (f *fine) pass(addresses []string) {
	if len(addresses) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.young == nil {
		f.young = make(map[string]bool)
	}
	old := f.known()
	for _, a := range addresses {
		if !old[a] {
			f.young[a] = true
		}
	}
	if len(f.young) > len(old)/4 {
		all := make(map[string]bool, len(old)+2*len(f.young))
		maps.Copy(all, old)
		maps.Copy(all, f.young)
		f.whole.Store(&all)
		clear(f.young)
	}
}
