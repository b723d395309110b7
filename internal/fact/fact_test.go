package fact

import (
	"slices"
	"testing"
)

func TestFind(t *testing.T) {
	tests := []struct {
		text string
		want []string // words = value
	}{
		{"Logs are kept for 90 days.", []string{"90 days = P90D"}},
		{"Service is back within eight hours, with a 2-hour loss at most.", []string{"eight hours = PT8H", "2-hour = PT2H"}},
		{"Tokens live thirty (30) days or 15 min.", []string{"thirty (30) days = P30D", "15 min = PT15M"}},
		{"Keys are replaced once a year, passwords every 90 days, tokens twice a year.", []string{"once a year = P1Y", "every 90 days = P90D", "twice a year = P6M"}},
		{"Scanned daily, on every release and for each pull request.", []string{"daily = P1D", "every release = per-release", "each pull request = per-pull-request"}},
		{"Reviewed every other week and quarterly.", []string{"every other week = P2W", "quarterly = P3M"}},
		{"We monitor 24x7 and replicate continuously.", []string{"24x7 = continuous", "continuously = continuous"}},
		{"Continuous integration and daily work are no rhythm.", nil},
		{"Encrypted with AES-256, AES 256, 256 bit AES, AES-256-GCM, RSA 2048 and 4096-bit RSA.", []string{"AES-256 = AES-256", "AES 256 = AES-256", "256 bit AES = AES-256", "AES-256-GCM = AES-256", "RSA 2048 = RSA-2048", "4096-bit RSA = RSA-4096"}},
		{"using 256 bit AES symmetric keys, 256-bit encryption, SHA-256 and bcrypt", []string{"256 bit AES = AES-256", "256-bit encryption = 256 bits", "SHA-256 = SHA-256", "bcrypt = bcrypt"}},
		{"TLS 1.2 (or 1.3 where available), TLSv1.3, HTTP/2, HTTP 1.1, TLS 1.0/1.1", []string{"TLS 1.2 = TLS 1.2", "1.3 = TLS 1.3", "TLSv1.3 = TLS 1.3", "HTTP/2 = HTTP 2", "HTTP 1.1 = HTTP 1.1", "TLS 1.0 = TLS 1.0", "1.1 = TLS 1.1"}},
		{"Up 99.9 % of the time, 100 percent of the staff.", []string{"99.9 % = 99.9%", "100 percent = 100%"}},
		{"It runs in nine AWS regions and three availability zones with 2 read replicas.", []string{"nine AWS regions = 9 region", "three availability zones = 3 zone", "2 read replicas = 2 replica"}},
		{"a two-region deployment", []string{"two-region = 2 region"}},
		{"two-factor authentication is a name, two factors are a number", []string{"two factors = 2 factor"}},
		{"one region, 2019 regions, 4 of the regions", nil},
		{"port 443, ports 80 and 8443; 22/tcp, TCP 5432, the port of 6443", []string{"port 443 = 443", "ports 80 = 80", "8443 = 8443", "22/tcp = 22", "TCP 5432 = 5432", "port of 6443 = 6443"}},
		{"Certified for ISO/IEC 27001:2013, SOC 2 Type II, SOC 2 type 2, PCI DSS v3.2 and PCI DSS.", []string{"ISO/IEC 27001:2013 = ISO 27001 2013", "SOC 2 Type II = SOC 2 II", "SOC 2 type 2 = SOC 2 II", "PCI DSS v3.2 = PCI DSS 3.2", "PCI DSS = PCI DSS"}},
		{"The OWASP Top 10 2017, FIPS 140-2 and EU-U.S. Privacy Shield", []string{"OWASP Top 10 2017 = OWASP Top 10 2017", "FIPS 140-2 = FIPS 140 2", "EU-U.S. Privacy Shield = EU-U.S. Privacy Shield"}},
		{"Trivy scans images on Amazon Web Services and GCP", []string{"Trivy = Trivy", "Amazon Web Services = AWS", "GCP = Google Cloud"}},
		{"A 30-day free trial, $5 per month, step 2, version 1.20, v1.2 days, 21 November 2026", nil},
		{"a commit with SHA 12 and 5 years of experience", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range Find(tt.text) {
			got = append(got, tt.text[f.From:f.To]+" = "+f.Value())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

func TestLoose(t *testing.T) {
	for text, want := range map[string]bool{
		"within 30 to 60 days": true, "within 2 business days": true, "1-2 hours": true, "within 60 days": false, "30 calendar days": false,
	} {
		list := Find(text)
		if len(list) == 0 || list[len(list)-1].Loose != want {
			t.Errorf("%s: %+v", text, list)
		}
	}
}

func TestPorts(t *testing.T) {
	for cell, want := range map[string]int{"443": 1, " 80, 443 ": 2, "80/443": 2, "2379-2380": 0, "All": 0, "70000": 0, "port 22": 0, "": 0} {
		list := Ports(cell)
		if len(list) != want {
			t.Errorf("%q: %+v", cell, list)
		}
		for _, f := range list {
			if cell[f.From:f.To] != f.Value() {
				t.Errorf("%q: %+v", cell, f)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("AES-256 for 90 days, ports 80 and 443, TLS 1.2 or 1.3, nine regions")
	f.Add("port 65536 İ 99.9 % \xff 24x7 p")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, x := range Find(text) {
			if x.From < end || x.To <= x.From || x.To > len(text) || x.Value() == "" {
				t.Fatalf("%q: %+v", text, x)
			}
			end = x.To
		}
	})
}
