package eval

import (
	"fmt"
	"math"
	"strconv"

	"entente/cause"
)

const mostSteps = 100000

type fcmIn struct {
	W        [][]figure        `json:"W" required:"true"`
	Rule     cause.Rule        `json:"rule" required:"true"`
	Transfer cause.Transfer    `json:"transfer" required:"true"`
	Lambda   *figure           `json:"lambda"`
	A0       []figure          `json:"a0" required:"true"`
	Clamp    map[string]figure `json:"clamp"`
	Hold     bool              `json:"clamp_drivers"` // clamp what nothing acts on at its start
	Update   cause.Update      `json:"update"`
	Steps    *int              `json:"steps"`
	Until    *figure           `json:"until"`
	Classify bool              `json:"classify"`
}

// read makes the map and the tolerance of its end.
func (in fcmIn) read(f *faults) (fcm cause.FCM, until float64) {
	number := func(at string, x figure) float64 {
		if x.text != "" || math.IsInf(x.x, 0) {
			f.report(cause.CodeNumber, at, "it is no finite number", "write one")
			return 0
		}
		return x.x
	}
	fcm = cause.FCM{W: weights(in.W, f), Rule: in.Rule, Transfer: in.Transfer, Lambda: 1, Update: in.Update, Clamp: map[int]float64{}}
	if in.Lambda != nil {
		fcm.Lambda = number("lambda", *in.Lambda)
	}
	for i, x := range in.A0 {
		fcm.Start = append(fcm.Start, number(fmt.Sprintf("a0[%d]", i), x))
	}
	for _, key := range sortedKeys(in.Clamp) {
		node, err := strconv.Atoi(key)
		if err != nil {
			f.report(cause.CodeUnknownNode, "clamp", fmt.Sprintf("%q is no node", clip(key)), "nodes are numbers from 0, written as text")
			continue
		}
		fcm.Clamp[node] = number("clamp."+key, in.Clamp[key])
	}
	until = cause.FCMTolerance
	if in.Until != nil {
		if until = number("until", *in.Until); until < 0 {
			f.report(cause.CodeRange, "until", "it is negative", "give the largest change at which to stop")
		}
	}
	if in.Steps != nil && (*in.Steps < 0 || *in.Steps > mostSteps) {
		f.report(cause.CodeRange, "steps", fmt.Sprintf("%d steps are asked for", *in.Steps), fmt.Sprintf("ask for 0 to %d", mostSteps))
	}
	if len(*f) == 0 {
		if err := fcm.Check(); err != nil {
			*f = append(*f, err)
		}
	}
	return fcm, until
}

func causesFCM(in fcmIn) (any, error) {
	var f faults
	fcm, until := in.read(&f)
	if len(f) > 0 {
		return nil, f.err()
	}
	type result struct {
		States     [][]number      `json:"states,omitempty"`
		Final      []number        `json:"final"`
		Attractor  cause.Attractor `json:"attractor,omitempty"`
		Period     *int            `json:"period,omitempty"`
		Residual   number          `json:"residual"`
		Steps      int             `json:"steps"`
		Warnings   []string        `json:"warnings"`
		Convention string          `json:"convention"`
	}
	out := result{Warnings: []string{}, Convention: cause.WeightsConvention}
	if in.Hold {
		held, drivers := fcm.HoldDrivers()
		fcm = *held
		for _, i := range drivers {
			out.Warnings = append(out.Warnings, fmt.Sprintf("node %d has no causes, and is clamped at its start", i))
		}
	}
	if in.Steps != nil {
		states := fcm.Run(*in.Steps)
		for _, s := range states {
			out.States = append(out.States, numbers(s))
		}
		last := states[len(states)-1]
		out.Final, out.Steps = numbers(last), *in.Steps
		if *in.Steps > 0 {
			for i, x := range states[len(states)-2] {
				out.Residual = max(out.Residual, number(math.Abs(last[i]-x)))
			}
		}
	}
	if in.Steps == nil || in.Classify || in.Until != nil {
		end := fcm.Settle(until)
		out.Attractor, out.Period = end.Attractor, &end.Period
		out.Final, out.Residual, out.Steps = numbers(end.Final), number(end.Residual), end.Steps
		out.Warnings = append(out.Warnings, fcm.Warnings(end, nil)...)
	}
	return out, nil
}
