package semver

import "testing"

func TestCompareVersions(t *testing.T) {
	// From low to high; the chain of pre-releases is that of semver.org, item 11.
	order := []string{
		"0.9.9", "1.0.0-0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
		"1.0.0", "1.0.1", "1.2", "v1.10", "2", "18446744073709551616.0.0",
	}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got, err := Compare(a, b); err != nil || got != want {
				t.Errorf("compare %s with %s = %d (%v), want %d", a, b, got, err, want)
			}
		}
	}
	for _, pair := range [][2]string{{"1.18", "v1.18.0"}, {"1.0.0+a", "1.0.0+b"}, {"01.2", "1.2"}, {"1.2.3-rc.1+x.y", "1.2.3-rc.1"}} {
		if got, err := Compare(pair[0], pair[1]); err != nil || got != 0 {
			t.Errorf("compare %s with %s = %d (%v), want 0", pair[0], pair[1], got, err)
		}
	}
	for _, bad := range []string{"", "v", "1.", "1.2.3.4", "latest", "1.2.x", "1.2.3-", "1.2.3+", "1.2.3-a..b", "-1", "1.2.3-é"} {
		if got, err := Compare(bad, "1"); err == nil {
			t.Errorf("%q passes for a version: %d", bad, got)
		}
	}
}
