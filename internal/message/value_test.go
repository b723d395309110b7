package message_test

import (
	"testing"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// Values are said in English as package parameter says them, and in the words of
// other languages.
func TestValue(t *testing.T) {
	th, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		typ    parameter.Type
		raw    any
		sense  parameter.Sense
		de, es string
	}{
		{parameter.Retention, "P90D", parameter.AtLeast, "mindestens 90 Tage", "al menos 90 días"},
		{parameter.Retention, "negotiable", "", "verhandelbar", "negociable"},
		{parameter.Duration, "P1Y6M", parameter.AtMost, "höchstens 1 Jahr und 6 Monate", "como máximo 1 año y 6 meses"},
		{parameter.Duration, "PT1.5S", "", "1,5 Sekunden", "1,5 segundos"},
		{parameter.Duration, "P1DT2H3M4S", "", "1 Tag, 2 Stunden, 3 Minuten und 4 Sekunden", "1 día, 2 horas, 3 minutos y 4 segundos"},
		{parameter.Frequency, "daily", "", "täglich", "a diario"},
		{parameter.Frequency, "P6M", "", "alle 6 Monate", "cada 6 meses"},
		{parameter.Frequency, "P1Y6M", "", "alle 18 Monate", "cada 18 meses"},
		{parameter.Frequency, "continuous", "", "fortlaufend", "de forma continua"},
		{parameter.Frequency, "as-needed", "", "nach Bedarf", "según se necesite"},
		{parameter.Frequency, "per-release", "", "bei jedem Ereignis release", "por cada release"},
		{parameter.Frequency, "on-kubernetes-upgrade", "", "nach jedem Ereignis Kubernetes upgrade", "después de cada Kubernetes upgrade"},
		{parameter.Count, map[string]any{"op": ">=", "value": int64(2)}, "", "mindestens 2", "al menos 2"},
		{parameter.Count, map[string]any{"op": "<", "value": int64(2)}, "", "weniger als 2", "menos de 2"},
		{parameter.CountOrAll, "all", "", "alle", "todos"},
		{parameter.Quantity, map[string]any{"op": "<=", "value": int64(60), "unit": "s"}, "", "höchstens 60 Sekunden", "como máximo 60 segundos"},
		{parameter.Quantity, map[string]any{"op": "<", "value": int64(500), "unit": "ms"}, "", "weniger als 500 ms", "menos de 500 ms"},
		{parameter.Uptime, map[string]any{"op": ">=", "value": 99.95, "window": "P1M"}, "", "mindestens 99,95% über 1 Monat", "al menos 99,95% a lo largo de 1 mes"},
		{parameter.Version, "1.2", parameter.AtLeast, "1.2 oder neuer", "1.2 o posterior"},
		{parameter.Standards, []any{map[string]any{"name": "SOC 2"}, map[string]any{"name": "ISO 27001"}, map[string]any{"name": "PCI DSS", "version": "4.0"}}, "", "SOC 2, ISO 27001 und PCI DSS 4.0", "SOC 2, ISO 27001 y PCI DSS 4.0"},
		{parameter.Date, "2022-08-05", "", "5. August 2022", "5 de agosto de 2022"},
		{parameter.Bool, true, "", "ja", "sí"},
		{parameter.Ports, "all", "", "alle Ports", "todos los puertos"},
		{parameter.Ports, []any{int64(80), int64(443)}, "", "80 und 443", "80 y 443"},
		{parameter.Text, "as the customer says", "", "as the customer says", "as the customer says"},
		{parameter.Int, int64(256), "", "256", "256"},
	} {
		v, err := parameter.Parse(tt.typ, tt.raw)
		if err != nil {
			t.Errorf("%v: %v", tt.raw, err)
			continue
		}
		if tt.sense != "" {
			v.Sense = tt.sense
		}
		for lang, want := range map[string]string{"en": v.String(), "de": tt.de, "es": tt.es} {
			if got := th.In(lang).Words().Value(v); got != want {
				t.Errorf("%v in %s: got %q, want %q", tt.raw, lang, got, want)
			}
		}
	}
}
