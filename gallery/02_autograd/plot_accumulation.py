"""
Se servir du gradient sans se tromper
=====================================

``.grad`` s'additionne, une mise à jour ne s'enregistre pas, une écriture sur
place peut détruire ce que ``backward`` attend : chaque erreur est exécutée.
"""

# %% imports
import textwrap
import warnings

import matplotlib.pyplot as plt
import torch

# %% trois-appels
w = torch.tensor(3.0, requires_grad=True)
for appel in (1, 2, 3):
    perte = w**2  # dérivée : 2w
    perte.backward()
    print("appel", appel, "  w.grad =", w.grad.item())

# %% releve-trois-appels
troisieme_gradient = w.grad.item()
vrai_gradient = 2 * w.item()
assert troisieme_gradient == 3 * vrai_gradient

# %% en-morceaux
x = torch.arange(1.0, 9.0)  # (8,)
a = torch.tensor(0.5, requires_grad=True)
((a * x - 1) ** 2).sum().backward()
print("d'un seul coup  :", a.grad.item())

a.grad = None
for morceau in x.split(2):  # quatre fois (2,)
    ((a * morceau - 1) ** 2).sum().backward()
print("quatre morceaux :", a.grad.item())

# %% moyenne-en-morceaux
# Avec une moyenne, chaque morceau ne pèse qu'un quart.
somme_des_morceaux = a.grad.item()
a.grad = None
((a * x - 1) ** 2).sum().backward()
assert somme_des_morceaux == a.grad.item()

a.grad = None
((a * x - 1) ** 2).mean().backward()
gradient_moyenne = a.grad.item()
a.grad = None
for morceau in x.split(2):
    ((a * morceau - 1) ** 2).mean().backward()
assert abs(a.grad.item() - 4 * gradient_moyenne) < 1e-4

# %% remise-a-zero
w.grad = None
perte = w**2
perte.backward()
print("w.grad =", w.grad.item())

w.grad.zero_()
print("w.grad =", w.grad.item())

# %% sans-toucher-grad
(g,) = torch.autograd.grad(w**2, w)  # un gradient par tenseur demandé
print("g =", g.item(), "  w.grad =", w.grad.item())
assert g.item() == 6.0 and w.grad.item() == 0.0

# %% releve-remise-a-zero
# Tant que ``.grad`` est vide, il n'y a rien à remplir de zéros.
jamais_derive = torch.tensor(3.0, requires_grad=True)
try:
    jamais_derive.grad.zero_()
    raise AssertionError("zero_() accepte un gradient vide")
except AttributeError as erreur:
    assert "'NoneType' object has no attribute 'zero_'" in str(erreur)

# %% graphe-consomme
w = torch.tensor(3.0, requires_grad=True)
perte = w**2
perte.backward()
try:
    perte.backward()
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur), 72).split(". ")[0])
    message_seconde_fois = str(erreur)

# %% graphe-conserve
perte = w**2
w.grad = None
perte.backward(retain_graph=True)
perte.backward()
print("w.grad =", w.grad.item())
assert w.grad.item() == 2 * 6.0

# %% feuille-perdue
# PyTorch avertit à la lecture de ``.grad`` ; le message est masqué ici.
warnings.filterwarnings("ignore", message="The .grad attribute")
w = torch.tensor(3.0, requires_grad=True)
(w**2).backward()
w = w - 0.1 * w.grad
print("w =", w)
(w**2).backward()
print("w.is_leaf =", w.is_leaf, "  w.grad =", w.grad)
assert not w.is_leaf and w.grad is None

# %% releve-feuille-perdue
# Le second ``backward`` a rempli l'ancien tenseur ; lire ``w.grad`` avertit.
ancien = torch.tensor(3.0, requires_grad=True)
nouveau = ancien - 0.6
(nouveau**2).backward()
assert abs(ancien.grad.item() - 4.8) < 1e-5
with warnings.catch_warnings(record=True) as avertissements:
    warnings.simplefilter("always")
    assert nouveau.grad is None
assert "not a leaf" in str(avertissements[0].message)

# %% avertissement-feuille
with warnings.catch_warnings(record=True) as lus:
    warnings.simplefilter("always")
    assert nouveau.grad is None
print(str(lus[0].message).split(". Its")[0])

# %% feuille-modifiee
w = torch.tensor(3.0, requires_grad=True)
(w**2).backward()
try:
    w -= 0.1 * w.grad
except RuntimeError as erreur:
    print(erreur)
    message_feuille = str(erreur)

# %% bonne-mise-a-jour
with torch.no_grad():
    w -= 0.1 * w.grad
print("w =", w, "  w.is_leaf =", w.is_leaf)
assert w.is_leaf and w.requires_grad and abs(w.item() - 2.4) < 1e-6

# %% descendre
def descendre(taux, pas, effacer=True):
    x = torch.tensor(3.0, requires_grad=True)
    trajet = [x.item()]
    for _ in range(pas):
        if effacer:
            x.grad = None
        y = x**2 + 3 * x
        y.backward()
        with torch.no_grad():
            x -= taux * x.grad
        trajet.append(x.item())
    return trajet


# %% avec-et-sans
juste = descendre(taux=0.05, pas=100)
faux = descendre(taux=0.05, pas=100, effacer=False)
plus_lent = descendre(taux=0.005, pas=100, effacer=False)
fin = faux[50:]  # les cinquante derniers pas
print(f"avec remise à zéro : x = {juste[-1]:.3f}")
print(f"sans               : x entre {min(fin):.3f} et {max(fin):.3f}")

# %% oscillations
plt.rcParams["font.size"] = 18.5
fig, ax = plt.subplots(figsize=(11, 4.8), layout="constrained")
ax.plot(faux, color="C1", ls="--", label="sans,\ntaux 0,05")
ax.plot(plus_lent, color="C3", ls=":", label="sans,\ntaux 0,005")
ax.plot(juste, color="C0", label="avec,\ntaux 0,05")
ax.axhline(-1.5, color="0.5", lw=1)
ax.set(xlabel="pas", ylabel="x", xlim=(-2, 102), ylim=(-6.6, 3.6),
       yticks=[-6, -1.5, 3], yticklabels=["−6", "−1,5", "3"])
fig.legend(loc="outside right upper", handlelength=1.5)
# Figure : la position x au fil de cent pas. Avec remise à zéro, la courbe
# descend de 3 à −1,5 et y reste. Sans remise à zéro, elle oscille entre 3 et
# −6 sans se calmer ; avec un taux dix fois plus petit, elle oscille aussi,
# trois fois plus lentement.
# Diapositive : 10.72 × 3.80
plt.show()

# %% geler
# Un paramètre gelé : ses valeurs servent, son gradient n'est pas calculé.
x = torch.tensor([1.0, 2.0, 3.0])  # (3,)
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
b.requires_grad_(False)
((a * x + b) ** 2).sum().backward()
print("a.grad =", a.grad, "  b.grad =", b.grad)

# %% gele-trop-tard
# Un gradient reste d'un appel précédent : l'optimiseur s'en sert encore.
b = torch.tensor(1.0, requires_grad=True)
optimiseur = torch.optim.SGD([b], lr=0.1)
(b**2).backward()
b.requires_grad_(False)
optimiseur.step()
print("sans effacer :", b)

# %% gele-avec-effacement
# Si ``zero_grad()`` passe entre les deux, comme au début d'un tour, rien ne
# bouge.
q = torch.tensor(1.0, requires_grad=True)
opt = torch.optim.SGD([q], lr=0.1)
(q**2).backward()
q.requires_grad_(False)
opt.zero_grad()
opt.step()
assert q.item() == 1.0

# %% gele-et-efface
b.grad = None
optimiseur.step()
print("grad effacé  :", b)

# %% releve-geler
assert a.grad.item() == 2 * (3 * 1 + 5 * 2 + 7 * 3)  # 2 (a x + b) x
assert (x + b).grad_fn is None  # rien n'est noté pour un paramètre gelé
assert abs(b.item() - 0.8) < 1e-6 and not b.requires_grad
# detach coupe un chemin ; geler arrête tous ceux qui mènent au paramètre.
c, d = (torch.tensor(3.0, requires_grad=True) for _ in range(2))
(c * c.detach() + d).backward()
assert c.grad.item() == 3 and d.grad.item() == 1

# %% no-grad
x = torch.tensor(3.0, requires_grad=True)
y = x**2
with torch.no_grad():
    z = x**2
print("y :", y.requires_grad, " ", y.grad_fn.name())
print("z :", z.requires_grad, "", z.grad_fn)

# %% detach
x = torch.tensor(3.0, requires_grad=True)
(x * x).backward()
print("x * x          :", x.grad.item())

x.grad = None
(x * x.detach()).backward()
print("x * x.detach() :", x.grad.item())

# %% releve-detach
gradient_coupe = x.grad.item()
assert gradient_coupe == 3.0

# %% detach-partage
y = torch.tensor([1.0, 2.0], requires_grad=True)
d = y.detach()
print(d.data_ptr() == y.data_ptr(), d.requires_grad)
try:
    y.numpy()
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur), 72))
print(y.detach().numpy())

# %% historique
# Garder la perte garde tout son graphe ; garder son nombre ne garde rien.
perte = (y**2).sum()
for garde in (perte, perte.detach(), perte.item()):
    graphe = getattr(garde, "grad_fn", None)
    print(type(garde).__name__, "avec graphe" if graphe else "sans graphe")
assert perte.grad_fn is not None and perte.detach().grad_fn is None

# %% inference-mode
w = torch.tensor(2.0, requires_grad=True)
with torch.inference_mode():
    z = w * 3
print("requires_grad :", z.requires_grad)
print("is_inference  :", z.is_inference())

# %% inference-retenu
try:
    z * w
except RuntimeError as erreur:
    print(str(erreur).split(". ")[0])

# %% no-grad-reutilise
# Le même produit est accepté avec une copie, ou avec un tenseur calculé
# sous ``no_grad``.
try:
    z._version
    raise AssertionError("inference_mode compte les versions")
except RuntimeError:
    pass
(z + w).backward()  # une somme ne retient rien : acceptée
w.grad = None
(z.clone() * w).backward()
assert w.grad.item() == 6.0
w.grad = None
with torch.no_grad():
    z = w * 3
assert z._version == 0  # no_grad, lui, les compte
(z * w).backward()
assert w.grad.item() == 6.0

# %% exp-sur-place
x = torch.tensor([0.0, 1.0], requires_grad=True)
y = torch.exp(x)
y += 1
try:
    y.sum().backward()
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur), 72).split(" Hint")[0])
    message_exp = str(erreur)

# %% sin-sur-place
y = torch.sin(x)
y += 1
y.sum().backward()
print(x.grad)
print(torch.cos(x.detach()))

# %% releve-sin
assert "is at version 1; expected version 0" in message_exp
assert torch.equal(x.grad, torch.cos(x.detach()))

# %% versions
y = torch.exp(x)
print("version", y._version)
y += 1
print("version", y._version)
y = torch.exp(x) + 1  # un nouveau tenseur : rien n'est écrasé
print("version", y._version)

# %% anomalie
# ``detect_anomaly``, actif pendant le passage avant, montre l'opération dont
# le résultat a été écrasé, pas l'écriture fautive ; actif pendant le seul
# retour, il ne montre rien.
def traces_de(avant, retour):
    with warnings.catch_warnings(record=True) as traces:
        warnings.simplefilter("always")
        with torch.autograd.set_detect_anomaly(avant):
            y = torch.exp(x)
            y += 1
        with torch.autograd.set_detect_anomaly(retour):
            try:
                y.sum().backward()
            except RuntimeError:
                pass
    return "".join(str(t.message) for t in traces)


trace = traces_de(True, True)
assert "Error detected in ExpBackward0" in trace
assert "y = torch.exp(x)" in trace and "y += 1" not in trace
assert "No forward pass information" in traces_de(False, True)
del trace  # elle contient des chemins

# %% data-en-silence
x.grad = None
y = torch.exp(x)
y.data += 1  # échappe à la surveillance
y.sum().backward()
print("obtenu :", x.grad)
print("exact  :", torch.exp(x.detach()))

# %% releve-data
gradient_data = x.grad[0].item()
gradient_exact = torch.exp(x.detach())[0].item()
assert gradient_data == gradient_exact + 1

# Avec detach(), la surveillance reste : l'erreur est levée.
y = torch.exp(x)
y.detach().add_(1)
try:
    y.sum().backward()
    leve = False
except RuntimeError:
    leve = True
assert leve

# %% auto-evaluation
w = torch.tensor(5.0, requires_grad=True)
for tour in (1, 2, 3):
    (w**2).backward()
    if tour == 1:
        w.grad = None
trois_tours = int(w.grad.item())       # effacé après le premier
sans_effacer = 3 * int(2 * w.item())
un_seul_tour = int(2 * w.item())

t = torch.tensor(5.0, requires_grad=True)
(t * t.detach() + t).backward()
melange = int(t.grad.item())
melange_sans_detach = int(2 * t.item() + 1)
melange_tout_coupe = 1  # le seul + t
assert melange == 5 + melange_tout_coupe

# %% quel-calcul-casse
# ``y += 1`` après trois calculs : le graphe avait-il retenu leur résultat ?
u, v = (torch.tensor([1.0, 4.0], requires_grad=True) for _ in range(2))
casses = []
for nom, calcul in (("carre", lambda: u**2), ("produit", lambda: u * v),
                    ("racine", lambda: torch.sqrt(u))):
    y = calcul()
    y += 1
    try:
        y.sum().backward()
    except RuntimeError:
        casses.append(nom)
assert casses == ["racine"]

# %% quiz-boucle
poids = torch.tensor(0.0, requires_grad=True)
for tour in range(30):
    perte = (poids - 4) ** 2
    perte.backward()
    with torch.no_grad():
        poids -= 0.1 * poids.grad
    poids.grad.zero_()

# %% releve-messages
# Les messages que la page apprend à lire.
assert "backward through the graph a second time" in message_seconde_fois
assert "a leaf Variable that requires grad" in message_feuille
assert "modified by an inplace operation" in message_exp

# %% verifications
assert abs(poids.item() - 4) < 0.01
# zero_grad() d'un optimiseur remet .grad à None.
torch.optim.SGD([t], lr=0.1).zero_grad()
assert t.grad is None
# Un graphe qui n'a rien retenu se parcourt deux fois sans erreur.
somme = t + 1
somme.backward()
somme.backward()
assert t.grad.item() == 2
# Un pas trop long éloigne du minimum.
assert abs(descendre(taux=1.1, pas=1)[-1] + 1.5) > 4.5
position_finale = juste[-1]
haut, bas = max(fin), min(fin)
assert abs(position_finale + 1.5) < 1e-2
assert haut > 2.9 and bas < -5.9
# Mille pas plus loin l'oscillation n'a pas faibli, taux petit ou grand.
for taux in (0.05, 0.005):
    bout = descendre(taux, 1000, effacer=False)[-130:]
    assert max(bout) > 2.5 and min(bout) < -5.5
# Dix fois moins de taux : une oscillation environ trois fois plus lente.
premier_bas = faux.index(min(faux[:15]))
premier_bas_lent = plus_lent.index(min(plus_lent[:70]))
assert 2.5 < premier_bas_lent / premier_bas < 4
assert (trois_tours, sans_effacer, un_seul_tour) == (20, 30, 10)
assert (melange, melange_sans_detach) == (6, 11)
