package anchor

import "testing"

func TestGive(t *testing.T) {
	s := New()
	taken := func(id string) bool { return id == "b" || id == "b-2" }
	give := func(name, want string) {
		t.Helper()
		if got := s.Give(name, taken); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	give("a", "a")
	give("a", "a-2")
	give("b", "b-3")
	back := s.Mark()
	give("a", "a-3")
	give("b", "b-4")
	give("c", "c")
	back()
	give("a", "a-3")
	give("c", "c")
	if got := s.Give("a", nil); got != "a-4" {
		t.Errorf("got %s", got)
	}
}
