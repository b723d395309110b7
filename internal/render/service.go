package render

import (
	"fmt"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/disclose"
)

// Service is how steadily a piece of evidence was collected, for layouts.
type Service struct {
	Days     int64
	Fresh    string    // share of the days, such as 99.52 %
	From, To time.Time // ends of the longest time between two recordings
	Missed   int
	NextDue  time.Time
	Since    time.Time // the first recording, where it lies within the days; else zero
}

// NextDates returns what comes next, the first at the top: at most some, and
// nothing that a program sees to by itself.
func (p *Portal) NextDates(most int) []agenda.Entry { return agenda.Next(p.agenda, most) }

// Subscribable reports whether there is a calendar to subscribe to.
func (p *Portal) Subscribable() bool { return p.calendar }

// ServiceOf returns how steadily a piece of evidence was collected, or nil where
// no period says when it is due.
func (c *Context) ServiceOf(e *disclose.Evidence) *Service {
	s, ok := c.View.Service(e, disclose.ServiceDays)
	if !ok {
		return nil
	}
	out := &Service{Days: disclose.ServiceDays, Fresh: fmt.Sprintf("%.2f %%", s.Share()*100), From: s.Longest.From, To: s.Longest.To, Missed: s.Missed, NextDue: s.NextDue}
	if s.First.After(s.Window.From) {
		out.Since = s.First
	}
	return out
}
