package export

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/coverage"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/workbook"
)

// Files are the exports that a portal offers beside its pages: the answers in
// every format, and a workbook of each standard questionnaire that answers name
// questions of. A view without answers has none.
func Files(v *disclose.View) []artifact.File {
	if len(v.Answers) == 0 {
		return nil
	}
	var out []artifact.File
	add := func(address string, write func(*bytes.Buffer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			panic("export: " + address + ": " + err.Error()) // a buffer takes everything, and what fits is no error
		}
		out = append(out, artifact.New(route.FilePath(address), b.Bytes()))
	}
	for _, f := range Formats {
		add(route.Answers+"answers."+string(f), func(b *bytes.Buffer) error {
			if f == XLSX {
				return workbook.Write(b, fitting(append(answerSheets(v), aboutSheet(v, nil))))
			}
			return Answers(b, v, f)
		})
	}
	for _, s := range coverage.Of(reply.New(v)) {
		name := route.OfQuestionnaire(s.ID) + route.Segment(s.ID) + ".xlsx"
		add(name, func(b *bytes.Buffer) error { return workbook.Write(b, fitting(questionnaireSheets(v, s))) })
	}
	return out
}

// questionnaireSheets lay out what is said to a standard questionnaire: a row a
// question.
func questionnaireSheets(v *disclose.View, s *coverage.Set) []workbook.Sheet {
	sheet := workbook.Sheet{Name: "Questions", Columns: []workbook.Column{
		{Title: "id", Width: 12, Strong: true}, {Title: "section", Width: 24}, {Title: "title", Width: 26}, {Title: "asks", Width: 60},
		{Title: "answer", Width: 20, Strong: true}, {Title: "says", Width: 60}, {Title: "controls", Width: 34}, {Title: "evidence", Width: 40},
		{Title: "collected", Width: 13}, {Title: "fresh_until", Width: 22}, {Title: "url", Width: 44, Address: true},
	}}
	for _, r := range s.Rows {
		section, title, asks := "", "", ""
		if r.Control != nil {
			section, title, asks = r.Control.Section, r.Control.Title, r.Control.Text()
		}
		var says []string
		url := ""
		for _, a := range r.Answers {
			says = append(says, a.Question+" "+said(a))
			if url == "" {
				url = absolute(v, route.OfAnswer(a.Topic, a.ID))
			}
		}
		truth := ""
		if r.Truth != "" {
			truth = theme.English().Label("truth", string(r.Truth))
		}
		sheet.Rows = append(sheet.Rows, []string{
			r.ID, section, title, asks, truth, strings.Join(says, "\n"), listOf(r.Controls, func(c *disclose.Control) string { return c.ID }),
			listOf(r.Evidence, proof), date(r.Collected), instant(r.ValidUntil), url,
		})
	}
	note := "no text: it belongs to the publisher"
	if s.Named() {
		note = "the text of the questionnaire is in the public domain (CC0 1.0)"
	}
	return []workbook.Sheet{readable(sheet), aboutSheet(v, [][]string{{"questionnaire", s.Title}, {"text", note}})}
}

// longest is how many bytes of a text stand in a cell; a cell takes 32,767 units
// of UTF-16, of which no text has more than bytes of UTF-8.
const longest = 32_000

// fitting cuts what is too long for a cell, and says so at its end: a portal is
// built whatever its texts are. The JSON holds all of them.
func fitting(sheets []workbook.Sheet) []workbook.Sheet {
	for _, s := range sheets {
		for _, row := range s.Rows {
			for i, text := range row {
				row[i] = shortened(text)
			}
		}
	}
	return sheets
}

func shortened(text string) string {
	if len(text) <= longest {
		return text
	}
	cut := longest
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + " [...]"
}
