r"""
Vérifier un gradient, dériver encore, écrire sa propre opération
================================================================

Différences finies et ``gradcheck``, dérivées d'ordre supérieur, puis une
opération :math:`\ln(1 + e^x)` dont le gradient est écrit à la main.
"""

# %% imports
import inspect
import textwrap
import warnings

import matplotlib.pyplot as plt
import torch
from torch.autograd import gradcheck


# %% difference-finie
def f(x):
    return x**2 + 3 * x


def pente(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


print(round(pente(f, 2.0, h=0.1), 9), round(pente(f, 3.0, h=0.1), 9))

# %% releve-difference
assert abs(pente(f, 2.0, 0.1) - 7) < 1e-9
assert abs(pente(f, 3.0, 0.1) - 9) < 1e-9
# D'un seul côté, l'erreur sur x² vaut h.
d_un_cote = (f(2.0 + 0.1) - f(2.0)) / 0.1
assert abs(d_un_cote - 7 - 0.1) < 1e-9

# %% reference
# Une fonction moins docile : exp(sin x) en x = 1.
def g(x):
    return torch.exp(torch.sin(x))


x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
g(x).backward()
print(x.grad)

# %% erreurs
def erreurs(pas, dtype, centree=True):
    liste = []
    for h in pas:
        a = torch.tensor(1.0, dtype=dtype)
        if centree:
            estimee = (g(a + h) - g(a - h)) / (2 * h)
        else:
            estimee = (g(a + h) - g(a)) / h
        liste.append(abs(estimee.item() - x.grad.item()))
    return liste


pas = [10 ** (-k / 4) for k in range(2, 53)]
centree = erreurs(pas, torch.float64)
simple = erreurs(pas, torch.float64, centree=False)
centree32 = erreurs(pas, torch.float32)

# %% courbe-des-erreurs
fig, ax = plt.subplots(figsize=(9, 5), layout="constrained")
ax.loglog(pas, centree32, ":", color="C3", label="centrée, float32")
ax.loglog(pas, simple, "--", color="C1", label="d'un côté, float64")
ax.loglog(pas, centree, "-", color="C0", label="centrée, float64")
ax.set(xlabel="écart h", ylabel="erreur sur la dérivée",
       ylim=(1e-13, 1e5), yticks=[1e-12, 1e-8, 1e-4, 1])
ax.legend(loc="upper right")
# Figure : trois courbes en V de l'erreur selon l'écart h, en échelles
# logarithmiques. Le creux de la différence centrée en float64 est le plus
# bas, entre h = 10⁻⁶ et 10⁻⁵ ; celui de la différence d'un seul côté, vers
# 10⁻⁸, est bien plus haut ; en float32 l'erreur reste au-dessus de 10⁻⁶.
# Diapositive : 7.6 × 4
plt.show()

# %% gradcheck
x64 = torch.tensor([2.0, 3.0], dtype=torch.float64, requires_grad=True)
print(gradcheck(f, x64))

# %% gradcheck-float32
# La même fonction et le même gradient, en float32 : ``gradcheck`` refuse.
# C'est la mesure qui est fausse, car son écart d'un millionième est trop
# petit pour ce type.
warnings.filterwarnings("ignore", message="Input #0 requires gradient")
x32 = torch.tensor([2.0, 3.0], requires_grad=True)  # (2,)
try:
    gradcheck(f, x32)
except RuntimeError as erreur:
    print(type(erreur).__name__)
    message_float32 = str(erreur)
print("mesure, h = 1e-6 :", pente(f, x32.detach(), 1e-6))

# %% message-gradcheck
# ``numerical`` vient des différences finies, ``analytical`` de
# ``backward`` ; ``Jacobian mismatch`` veut dire qu'ils ne s'accordent pas.
print(message_float32)

# %% releve-gradcheck
mesure_32 = pente(f, x32.detach(), 1e-6)
assert not torch.allclose(mesure_32, torch.tensor([7.0, 9.0]), rtol=1e-3)
assert "Jacobian mismatch" in message_float32

# %% derivees-successives
x = torch.tensor(2.0, requires_grad=True)
y = x**3
(d1,) = torch.autograd.grad(y, x, create_graph=True)
(d2,) = torch.autograd.grad(d1, x, create_graph=True)
(d3,) = torch.autograd.grad(d2, x)
print(d1.item(), d2.item(), d3.item(), x.grad)

# %% releve-derivees
assert (d1.item(), d2.item(), d3.item()) == (12, 12, 6)
assert x.grad is None

# %% sans-create-graph
(d1,) = torch.autograd.grad(x**3, x)
try:
    torch.autograd.grad(d1, x)
except RuntimeError as erreur:
    print(textwrap.fill(f"{type(erreur).__name__} : {erreur}", 72))

# %% tanh
# Chaque courbe est le gradient de la précédente, sans une formule.
x = torch.linspace(-3, 3, 200, requires_grad=True)  # (200,)
courbes = [torch.tanh(x)]
for ordre in (1, 2, 3):
    somme = courbes[-1].sum()
    (derivee,) = torch.autograd.grad(somme, x, create_graph=True)
    courbes.append(derivee)

# %% figure-tanh
fig, ax = plt.subplots(figsize=(9, 4.8), layout="constrained")
abscisses = x.detach()
noms = ["tanh", "dérivée", "dérivée 2ᵉ", "dérivée 3ᵉ"]
for courbe, nom, trait in zip(courbes, noms, ["-", "--", "-.", ":"]):
    ax.plot(abscisses, courbe.detach(), trait, label=nom)
ax.set(xlabel="x", ylabel="valeur")
ax.legend(loc="lower right")
# Figure : tanh et ses trois premières dérivées entre −3 et 3. La dérivée
# première est une bosse de hauteur 1 en 0, la deuxième change de signe en 0,
# la troisième descend à −2 en 0. Toutes les dérivées s'éteignent aux bords.
plt.show()

# %% releve-tanh
t = courbes[0].detach()
assert torch.allclose(courbes[1].detach(), 1 - t**2, atol=1e-6)
assert torch.allclose(courbes[2].detach(), -2 * t * (1 - t**2), atol=1e-5)
creux = courbes[3].min().item()
assert -2 - 1e-4 < creux < -1.99
assert all(abs(c[0].item()) < 0.05 for c in courbes[1:])

# %% version-naive
def softplus_naive(x):
    return torch.log(1 + torch.exp(x))


x = torch.tensor([1.0, 50.0, 100.0], requires_grad=True)
y = softplus_naive(x)
y.sum().backward()
print(y.detach())
print(x.grad)

# %% releve-naive
assert y[2].isinf() and x.grad[2].isnan() and x.grad[1] == 1
seuil_exp = torch.log(torch.tensor(torch.finfo(torch.float32).max)).item()
assert 88 < seuil_exp < 89

# %% softplus
class Softplus(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))

    @staticmethod
    def backward(ctx, recu):
        (x,) = ctx.saved_tensors
        return recu * torch.sigmoid(x)


# %% essai-softplus
x = torch.tensor([1.0, 50.0, 100.0], requires_grad=True)
y = Softplus.apply(x)
y.sum().backward()
print(y.detach())
print(x.grad)

# %% controle-softplus
entree = torch.linspace(-30, 30, 7, dtype=torch.float64,
                        requires_grad=True)
print(gradcheck(Softplus.apply, entree))

# %% softplus-de-pytorch
reference = torch.nn.functional.softplus(x.detach())
assert torch.allclose(Softplus.apply(x.detach()), reference)
assert y.grad_fn.name() == "SoftplusBackward"

# %% ecriture-stable
# La même écriture, dérivée par autograd : fausse en 0 seulement.
x = torch.arange(0.0, 101.0)
x = torch.cat([x, -x[1:]]).requires_grad_()  # (201,), le 0 en tête
(x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))).sum().backward()
exact = torch.sigmoid(x.detach())
assert torch.allclose(x.grad[1:], exact[1:])
gradient_ecriture_stable = x.grad[0].item()
gradient_exact_en_0 = exact[0].item()
assert abs(gradient_ecriture_stable - gradient_exact_en_0) > 0.4
# En 0, la pente rendue dépend de la façon d'écrire le maximum.
zero = torch.zeros(1, requires_grad=True)
for maximum, pente_en_0 in ((lambda t: t.clamp(min=0), 1.0),
                            (torch.relu, 0.0),
                            (lambda t: torch.maximum(t, t * 0), 0.5)):
    ecrite = maximum(zero) + torch.log1p(torch.exp(-zero.abs()))
    assert torch.autograd.grad(ecrite.sum(), zero)[0] == pente_en_0

# %% facteur-oublie
class SoftplusFaux(Softplus):
    @staticmethod
    def backward(ctx, recu):
        (x,) = ctx.saved_tensors
        return torch.sigmoid(x)  # recu est oublié


x = torch.tensor([1.0, -2.0], requires_grad=True)
for operation in (Softplus, SoftplusFaux):
    (seul,) = torch.autograd.grad(operation.apply(x).sum(), x)
    (triple,) = torch.autograd.grad(3 * operation.apply(x).sum(), x)
    print(f"{operation.__name__:12}", seul, triple)

# %% releve-facteur
# Le test avec sum() ne voit rien ; un facteur 3 trahit l'oubli.
(juste,) = torch.autograd.grad(Softplus.apply(x).sum(), x)
assert torch.equal(seul, juste)
assert torch.allclose(triple, juste)  # il faudrait 3 fois juste

# %% facteur-detecte
# ``gradcheck`` dérive une sortie à la fois : recu vaut alors 1 pour elle et
# 0 pour les autres, et l'oubli se voit.
try:
    gradcheck(SoftplusFaux.apply, entree)
except RuntimeError as erreur:
    print(type(erreur).__name__, ":", str(erreur).splitlines()[0])
    faux_detecte = True

# %% create-graph-et-grad
# ``torch.autograd.grad`` ne range rien dans ``.grad`` : seule la dérivée
# seconde y est. Avec ``backward``, les deux s'y additionnent.
w = torch.tensor(2.0, requires_grad=True)
(pente_w,) = torch.autograd.grad(w**4, w, create_graph=True)  # 4w³
pente_w.backward()                                            # 12w²
assert (pente_w.item(), w.grad.item()) == (32, 48)
w = torch.tensor(2.0, requires_grad=True)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # create_graph retient w : sans suite ici
    (w**4).backward(create_graph=True)
    w.grad.backward()
assert w.grad.item() == 32 + 48
w.grad = None

# %% verifications
# Le creux de chaque courbe : où, et à quelle hauteur.
def creux_de(liste):
    return min(zip(liste, pas))


erreur_centree, ecart_centree = creux_de(centree)
erreur_simple, ecart_simple = creux_de(simple)
erreur_32, ecart_32 = creux_de(centree32)
assert erreur_centree < 1e-9 and 1e-7 < ecart_centree < 1e-3
assert 1e-10 < ecart_simple < 1e-6
assert erreur_simple > 50 * erreur_centree
assert erreur_32 > 1e-6 and ecart_32 > 1e-4
assert centree[-1] > 1e-6                      # trop petit : l'erreur remonte
assert centree32[-1] > 1                       # x + h vaut x
assert torch.tensor(1.0) + 1e-8 == 1
# L'opération écrite à la main se dérive encore elle-même.
assert torch.autograd.gradgradcheck(Softplus.apply, entree)
assert faux_detecte
# L'écart de gradcheck est d'un millionième.
assert inspect.signature(gradcheck).parameters["eps"].default == 1e-6
