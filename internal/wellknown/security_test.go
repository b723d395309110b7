package wellknown

import (
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

func TestExpiry(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name     string
		asked    time.Time
		wantDays int
	}{
		{"not said", time.Time{}, 180},
		{"said", now.AddDate(0, 0, 90), 90},
		{"too far", now.AddDate(2, 0, 0), 364}, // RFC 9116 wants less than a year
	} {
		got := expiry(&disclose.View{AsOf: now, Site: disclose.Site{Contact: disclose.Contact{Expires: tt.asked}}})
		if days := int(got.Sub(now) / (24 * time.Hour)); days != tt.wantDays {
			t.Errorf("%s: it expires in %d days, want %d", tt.name, days, tt.wantDays)
		}
	}
}
