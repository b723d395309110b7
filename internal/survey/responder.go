package survey

import (
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/fill"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
)

type interim struct {
	lib *reply.Library
	m   *match.Matcher
}

func (e *Env) responder(_ *build.Project, v *disclose.View) fill.Responder {
	return &interim{reply.New(v), match.New(v.Topics)}
}

func (i *interim) Answer(q match.Question) respond.Response {
	r := respond.Response{Reading: i.m.Read(q)}
	if r.Reading.Abstain != "" {
		r.Reason, r.Because = r.Reading.Abstain, r.Reading.Because
		return r
	}
	list := i.lib.To(r.Reading.Candidates[0].Topic)
	if len(list) == 0 {
		r.Reason, r.Because = "no-answer", "the library has no answer about it"
		return r
	}
	a := list[0]
	r.Answer = a
	if a.Truth == reply.Unknown {
		r.Reason, r.Because = "evidence", a.Because
		return r
	}
	r.Fill = true
	r.Text = a.Said(reply.Short)
	r.Long = a.Said(reply.Long)
	switch a.Word() {
	case reply.SayYes, reply.SayYesIf:
		r.Word = respond.Yes
	case reply.SayNo, reply.SayNoIf:
		r.Word = respond.No
	case reply.SayPartly:
		r.Word = respond.Partial
	case reply.SayNotApplicable:
		r.Word = respond.NotApplicable
	}
	if len(a.Behind) > 0 {
		r.Citation = "Control " + a.Behind[0].ID
	}
	return r
}
